import { SLOT_CEILING, TOLERANCE, USABLE_MEMORY } from './constants.ts';
import { erlangC, NO_WAIT, slotsFor } from './erlang.ts';
import { hostMemoryBytes } from './memory.ts';
import { exceedsRarely, responseTail } from './percentile.ts';
import { type Deployment, type Prediction, predictHost } from './predict-host.ts';
import { smallestWhere } from './smallest-where.ts';
import { unqueuedSeconds, type Workload } from './workload.ts';

/** Which demands a host has to meet; those that cannot be met are dropped one by one. */
export interface FitRules {
  readonly target: boolean;
  readonly memory: boolean;
}

/** What fits, and how it behaves. */
export interface Fitted {
  readonly deployment: Deployment;
  readonly prediction: Prediction;
}

type Stable = Extract<Prediction, { readonly stable: true }>;

/**
 * Fewest processes, then fewest cores, then slots with which each of `hosts` equal hosts carries its share of
 * `arrivals` (per second, whole service); null when one host cannot.
 *
 * What carries more load carries less, so more load never gets fewer hosts, on as many hosts never fewer processes per
 * host, with as many processes never fewer cores, and with all of these never fewer slots. Each by itself may step
 * back as the one before it steps up: one process more shortens queues, which can save a core.
 */
export function fitHost(workload: Workload, arrivals: number, hosts: number, rules: FitRules): Fitted | null {
  const { coresPerHost } = workload;
  const whole = Math.floor(coresPerHost);
  const fitted = fitCores(workload, arrivals, hosts, rules, coresPerHost);
  // A fraction of a core counts as a slow one, and a request can do worse on it than without it.
  return fitted ?? (whole < coresPerHost ? fitCores(workload, arrivals, hosts, rules, whole) : null);
}

function fitCores(
  workload: Workload,
  arrivals: number,
  hosts: number,
  rules: FitRules,
  allCores: number,
): Fitted | null {
  const at = (processes: number, cores: number): Deployment => ({
    hosts,
    processes,
    slots: Number.POSITIVE_INFINITY,
    cores,
    arrivalsPerSecond: arrivals,
  });
  const within = (deployment: Deployment): boolean => withinCeilings(workload, deployment, rules);
  const demand = (arrivals * workload.cpu.mean) / hosts;
  const leastCores = Math.max(1, Math.ceil(demand / workload.maxUtilization - TOLERANCE));
  if (demand > workload.maxUtilization * allCores * (1 + TOLERANCE)) return null;

  const least = leastProcesses(workload, arrivals / hosts);
  const most = mostProcesses(workload);
  const stable = smallestWhere(least, most, (processes) => within(at(processes, allCores)));
  if (stable === null) return null;
  const lightest = { ...at(stable, allCores), slots: 1 };
  if (rules.memory && !fitsMemory(workload, lightest, demandInFlight(workload, lightest))) return null;
  const lateShare = (processes: number): number => shareAboveTarget(workload, at(processes, allCores));
  const processes = rules.target ? fewestOnTarget(stable, most, 1 - workload.percentile, lateShare) : stable;
  if (processes === null) return null;

  const holds = (cores: number): boolean =>
    within(at(processes, cores)) && (!rules.target || meetsTarget(workload, at(processes, cores)));
  // A fractional quota is used as a whole.
  const fewest = smallestWhere(leastCores, Math.ceil(allCores), (cores) => holds(Math.min(cores, allCores)));
  const cores = Math.min(fewest ?? allCores, allCores);
  const deployment = withSlots(workload, at(processes, cores), rules.target);
  const prediction = predictHost(workload, deployment);
  const inFlight = prediction.stable ? prediction.inFlight : demandInFlight(workload, deployment);
  return rules.memory && !fitsMemory(workload, deployment, inFlight) ? null : { deployment, prediction };
}

/**
 * The deployment with as many threads or coroutines per process as its requests in flight need; with `onTarget`, more
 * of them where few keep so many waiting that the target is missed.
 */
export function withSlots(workload: Workload, deployment: Deployment, onTarget = false): Deployment {
  if (workload.mode === 'sync' || workload.mode === 'pool') return { ...deployment, slots: 1 };
  const prediction = predictHost(workload, { ...deployment, slots: Number.POSITIVE_INFINITY });
  const perProcess = prediction.stable ? prediction.occupied / deployment.processes : 0;
  const users = Math.ceil(workload.users / (deployment.hosts * deployment.processes) - TOLERANCE);
  const most = Math.max(1, Math.min(users, Number.MAX_SAFE_INTEGER));
  const slots = Math.min(most, slotsFor(perProcess, workload.percentile));
  const enough = onTarget
    ? smallestWhere(slots, most, (count) => meetsTarget(workload, { ...deployment, slots: count }))
    : null;
  return { ...deployment, slots: enough ?? slots };
}

function withinCeilings(workload: Workload, deployment: Deployment, rules: FitRules): boolean {
  const prediction = predictHost(workload, deployment);
  if (!prediction.stable) return false;
  const { mode, ioWait, cpu, maxUtilization } = workload;
  const { cores, gil, slots, lock } = prediction.utilization;
  const atMost = (used: number, ceiling: number): boolean => used <= ceiling * (1 + TOLERANCE);
  if (!atMost(cores, maxUtilization) || !atMost(lock, SLOT_CEILING)) return false;
  if (mode === 'loop' || mode === 'threads') return atMost(gil, maxUtilization);
  if (!atMost(slots, cpu.mean > ioWait.mean ? maxUtilization : SLOT_CEILING)) return false;
  const slotsRule = ioWait.mean >= cpu.mean && !rules.target && workload.leaf !== 'SingleThread';
  return !slotsRule || obeysSlotsRule(workload, deployment, prediction);
}

/** Sync processes that mostly wait are slots: few requests may find none free. */
function obeysSlotsRule(workload: Workload, { processes }: Deployment, { occupied }: Stable): boolean {
  return erlangC(processes, occupied) <= 1 - workload.percentile + TOLERANCE;
}

function meetsTarget(workload: Workload, deployment: Deployment): boolean {
  const prediction = predictHost(workload, deployment);
  if (!prediction.stable) return false;
  return exceedsRarely(prediction.parts, workload.targetSeconds, 1 - workload.percentile + TOLERANCE);
}

/** Share of the responses that take longer than the target; 1 when the host cannot keep up. */
function shareAboveTarget(workload: Workload, deployment: Deployment): number {
  const prediction = predictHost(workload, deployment);
  return prediction.stable ? responseTail(prediction.parts)(workload.targetSeconds) : 1;
}

function fitsMemory(workload: Workload, { processes, slots }: Deployment, inFlight: number): boolean {
  const bytes = hostMemoryBytes(workload, processes, slots, inFlight);
  return bytes <= USABLE_MEMORY * workload.memoryPerHostBytes;
}

/** Requests in flight on one host that meets no queue: the least there can be. */
function demandInFlight(workload: Workload, { arrivalsPerSecond, hosts }: Deployment): number {
  return Math.min(workload.users, arrivalsPerSecond * unqueuedSeconds(workload)) / hosts;
}

/** A lower bound, so that the search starts near its answer. */
function leastProcesses(
  { mode, cpu, gilCpu, freeThreaded, ioWait, maxUtilization }: Workload,
  arrivals: number,
): number {
  const ceiling = Math.max(maxUtilization, SLOT_CEILING);
  switch (mode) {
    case 'loop':
      return Math.max(1, Math.ceil((arrivals * cpu.mean) / maxUtilization - TOLERANCE));
    case 'threads':
      return freeThreaded ? 1 : Math.max(1, Math.ceil((arrivals * gilCpu.mean) / maxUtilization - TOLERANCE));
    case 'sync':
    case 'pool':
      return Math.max(1, Math.ceil((arrivals * (ioWait.mean + cpu.mean)) / ceiling - TOLERANCE));
  }
}

/** More processes than four per core only take turns, unless each waits most of its time. */
function mostProcesses(workload: Workload): number {
  const { mode, leaf, cpu, ioWait, coreQuota, coresPerHost, freeThreaded } = workload;
  if (leaf === 'SingleThread' || coreQuota < 1 || (mode === 'threads' && freeThreaded)) return 1;
  const mostlyWaits = mode === 'sync' || (mode === 'pool' && ioWait.mean >= cpu.mean);
  return mostlyWaits ? 1e13 : Math.floor(4 * coresPerHost);
}

/**
 * Fewest processes with which at most the share `allowed` comes late. More processes shorten queues, but beyond one
 * per core they stretch bursts, so the late share falls to a valley and rises again: the search first walks down
 * towards the valley until a number is in time, and then finds the fewest on the way there.
 */
function fewestOnTarget(
  least: number,
  most: number,
  allowed: number,
  lateShare: (processes: number) => number,
): number | null {
  const inTime = (processes: number): boolean => lateShare(processes) <= allowed + TOLERANCE;
  if (inTime(least)) return least;
  let late = least;
  let beyond = most + 1;
  let step = 1;
  while (beyond - late > 1) {
    const middle = Math.min(late + step, late + Math.floor((beyond - late) / 2));
    const share = lateShare(middle);
    if (share <= allowed + TOLERANCE) return smallestWhere(late + 1, middle, inTime) ?? middle;
    if (middle < most && lateShare(middle + 1) < share) [late, step] = [middle, 2 * step];
    else beyond = middle;
  }
  return null;
}

/** Time of a request that meets no queue already exceeds the target too often. */
export function missesTargetUnqueued(workload: Workload): boolean {
  const { ioWait, cpu, targetSeconds, percentile } = workload;
  if (!Number.isFinite(targetSeconds)) return false;
  if (unqueuedSeconds(workload) <= 0) return false;
  return !exceedsRarely({ ioWait, cpu, wait: NO_WAIT }, targetSeconds, 1 - percentile + TOLERANCE);
}
