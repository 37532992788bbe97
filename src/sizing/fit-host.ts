import { SLOT_CEILING, TOLERANCE, USABLE_MEMORY } from './constants.ts';
import { erlangC, NO_WAIT, slotsFor } from './erlang.ts';
import { hostMemoryBytes } from './memory.ts';
import { exceedsRarely } from './percentile.ts';
import { type Deployment, type Prediction, predictHost } from './predict-host.ts';
import { smallestWhere } from './smallest-where.ts';
import { unqueuedSeconds, type Workload } from './workload.ts';

/** Which demands a host has to meet; those that cannot be met are dropped one by one. */
export interface FitRules {
  readonly target: boolean;
  readonly memory: boolean;
}

type Stable = Extract<Prediction, { readonly stable: true }>;

/**
 * Fewest processes, then fewest cores, then slots with which each of `hosts` equal hosts carries its share of
 * `arrivals` (per second, whole service); null when one host cannot.
 */
export function fitHost(
  workload: Workload,
  arrivals: number,
  hosts: number,
  rules: FitRules,
): Deployment | null {
  const at = (processes: number, cores: number): Deployment => ({
    hosts,
    processes,
    slots: Number.POSITIVE_INFINITY,
    cores,
    arrivalsPerSecond: arrivals,
  });
  const within = (deployment: Deployment): boolean => withinCeilings(workload, deployment, rules);
  const allCores = workload.coresPerHost;
  const demand = (arrivals * workload.cpu.mean) / hosts;
  const leastCores = Math.max(1, Math.ceil(demand / workload.maxUtilization - TOLERANCE));
  if (demand > workload.maxUtilization * allCores * (1 + TOLERANCE)) return null;

  const least = leastProcesses(workload, arrivals / hosts);
  const most = mostProcesses(workload);
  const stable = smallestWhere(least, most, (processes) => within(at(processes, allCores)));
  if (stable === null) return null;
  const lightest = { ...at(stable, allCores), slots: 1 };
  if (rules.memory && !fitsMemory(workload, lightest, demandInFlight(workload, lightest))) return null;
  const holds = (processes: number, cores: number): boolean =>
    within(at(processes, cores)) && (!rules.target || meetsTarget(workload, at(processes, cores)));
  const processes = rules.target ? fewestOnTarget(stable, most, allCores, (p) => holds(p, allCores)) : stable;
  if (processes === null) return null;

  const choices = coreChoices(leastCores, allCores);
  const choice = smallestWhere(0, choices.length - 1, (i) => holds(processes, choices[i] ?? allCores));
  const cores = choices[choice ?? choices.length - 1] ?? allCores;
  const fitted = withSlots(workload, at(processes, cores));
  const prediction = predictHost(workload, fitted);
  const inFlight = prediction.stable ? prediction.inFlight : demandInFlight(workload, fitted);
  return rules.memory && !fitsMemory(workload, fitted, inFlight) ? null : fitted;
}

/** The deployment with as many threads or coroutines per process as its requests in flight need. */
export function withSlots(workload: Workload, deployment: Deployment): Deployment {
  if (workload.mode === 'sync' || workload.mode === 'pool') return { ...deployment, slots: 1 };
  const prediction = predictHost(workload, { ...deployment, slots: Number.POSITIVE_INFINITY });
  const perProcess = prediction.stable ? prediction.occupied / deployment.processes : 0;
  const users = Math.ceil(workload.users / (deployment.hosts * deployment.processes) - TOLERANCE);
  return { ...deployment, slots: Math.max(1, Math.min(users, slotsFor(perProcess, workload.percentile))) };
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
  const prediction = predictHost(workload, withSlots(workload, deployment));
  if (!prediction.stable) return false;
  return exceedsRarely(prediction.parts, workload.targetSeconds, 1 - workload.percentile + TOLERANCE);
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
 * Fewest processes on target. Up to one per core more processes only help; beyond, they shorten queues but stretch
 * bursts, so a few sizes are tried before giving up.
 */
function fewestOnTarget(
  least: number,
  most: number,
  cores: number,
  holds: (processes: number) => boolean,
): number | null {
  if (holds(least)) return least;
  let below = least;
  for (const candidate of sizesAbove(least, most, cores)) {
    if (holds(candidate)) return smallestWhere(below + 1, candidate, holds) ?? candidate;
    below = candidate;
  }
  return null;
}

function sizesAbove(least: number, most: number, cores: number): readonly number[] {
  const bases = [cores, cores * 1.25, cores * 1.5, cores * 2, cores * 3, cores * 4];
  const beyond = [1.25, 1.5, 2, 4, 16].map((factor) => least * factor);
  const sizes = [...bases, ...beyond].map(Math.floor).filter((size) => size > least && size <= most);
  return [...new Set(sizes)].sort((a, b) => a - b);
}

/** Whole cores from `least` on, and a fractional quota as a whole. */
function coreChoices(least: number, quota: number): readonly number[] {
  const whole = Array.from({ length: Math.max(0, Math.floor(quota) - least + 1) }, (_, i) => least + i);
  return Number.isInteger(quota) ? whole : [...whole, quota];
}

/** Time of a request that meets no queue already exceeds the target too often. */
export function missesTargetUnqueued(workload: Workload): boolean {
  const { ioWait, cpu, targetSeconds, percentile } = workload;
  if (!Number.isFinite(targetSeconds)) return false;
  if (unqueuedSeconds(workload) <= 0) return false;
  return !exceedsRarely({ ioWait, cpu, wait: NO_WAIT }, targetSeconds, 1 - percentile + TOLERANCE);
}
