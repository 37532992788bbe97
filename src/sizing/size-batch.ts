import { onHosts, withMemory } from './batch-hosts.ts';
import { type BatchDeployment, batchThroughput, usefulProcesses } from './batch-throughput.ts';
import { capsOf, smallestCapacity } from './capacity.ts';
import { BATCH_CAP_SHARE, DEADLINE_SHARE, TOLERANCE } from './constants.ts';
import { fewestInTime } from './fewest-in-time.ts';
import { makespanSeconds } from './makespan.ts';
import type { Resource } from './sizing-estimate.ts';
import { unqueuedSeconds, type Workload } from './workload.ts';

/** What to run, and what keeps it from meeting the deadline; null when it does. */
export interface BatchPlan {
  readonly workers: BatchDeployment;
  /** Jobs per second to aim at. */
  readonly sizedPerSecond: number;
  readonly throughputPerSecond: number;
  readonly makespanSeconds: number;
  readonly obstacle: Resource | null;
}

/** The time to aim at and the time not to exceed (seconds), and the rate that goes with the first. */
interface Goal {
  readonly aim: number;
  readonly deadline: number;
  readonly perSecond: number;
}

/**
 * Sizes a batch for 90% of its deadline, or for 90% of the cap that forbids it. Where hosts used to the full are too
 * slow, less use of each may do: processes start sooner, share memory with fewer others and queue less.
 */
export function sizeBatch(workload: Workload): BatchPlan {
  const plan = planFor(workload);
  const isLate = plan.obstacle === 'deadline' || plan.obstacle === 'lock' || plan.obstacle === 'memory';
  if (!isLate || unqueuedSeconds(workload) > workload.deadlineSeconds) return plan;
  for (const looser of loosened(workload)) {
    const other = planFor(looser);
    if (other.obstacle === null) return other;
  }
  return plan;
}

/** The workload on hosts of which ever fewer cores are used, and with ever more room on each core. */
function* loosened(workload: Workload): Generator<Workload> {
  const { coresPerHost, maxUtilization, mode, memoryPerHostBytes } = workload;
  const whole = Math.floor(coresPerHost);
  const isPacked = mode === 'pool' || Number.isFinite(memoryPerHostBytes);
  for (let cores = whole < coresPerHost ? whole : whole / 2; isPacked && cores >= 1; cores /= 2) {
    yield { ...workload, coresPerHost: Math.floor(cores) };
  }
  if (mode === 'pool') return;
  for (const share of [0.4, 0.15]) yield { ...workload, maxUtilization: share * maxUtilization };
}

function planFor(workload: Workload): BatchPlan {
  const { leaf, jobs, deadlineSeconds } = workload;
  const asked = jobs / (DEADLINE_SHARE * deadlineSeconds);
  const alone = leaf === 'SingleThread' || leaf === 'SyncIO';
  const caps = capsOf(workload).filter((cap) => cap.limit !== 'single-thread');
  const cap = smallestCapacity(caps);
  const capped = cap.perSecond < asked;
  const perSecond = capped ? BATCH_CAP_SHARE * cap.perSecond : asked;
  const goal = { aim: jobs / perSecond, deadline: capped ? jobs / perSecond : deadlineSeconds, perSecond };
  const fitted = alone ? onHosts(workload, 1, 1, 1) : workersFor(workload, goal);
  const workers = withMemory(workload, fitted);
  const throughput = batchThroughput(workload, workers ?? fitted, perSecond);
  const makespan = makespanSeconds(workload, workers ?? fitted, throughput);
  const late = makespan > deadlineSeconds * (1 + TOLERANCE);
  return {
    workers: workers ?? fitted,
    sizedPerSecond: perSecond,
    throughputPerSecond: throughput,
    makespanSeconds: makespan,
    obstacle: capped ? cap.limit : late ? lateness(workload) : workers === null ? 'memory' : null,
  };
}

/** Why even the best configuration is late. */
function lateness(workload: Workload): Resource {
  if (unqueuedSeconds(workload) > workload.deadlineSeconds) return 'deadline';
  if (workload.leaf === 'SingleThread' || workload.leaf === 'SyncIO') return 'single-thread';
  return workload.lockHoldSeconds > 0 && workload.mode === 'pool' ? 'lock' : 'deadline';
}

/** Workers, and how long the batch takes with them. */
interface Found {
  readonly workers: BatchDeployment;
  readonly seconds: number;
}

/** What to try next while the aim is missed: the numbers first planned, times a growing factor. */
const GROWTH = 1.25;
const PATIENCE = 4;
/** More workers have to save at least a hundredth of the time. */
const WORTH = 0.99;

/** More processes on the planned cores; where that does not help, more cores as well. */
function workersFor(workload: Workload, goal: Goal): BatchDeployment {
  const pool = workload.mode === 'pool';
  const sameCores = pool
    ? poolFor(workload, goal, 1)
    : grow(workload, goal, (factor) => slotsFor(workload, goal, factor, 1));
  // Jobs that never wait get a core for each process as it is.
  const hasCores = pool && workload.ioWait.mean === 0;
  if (sameCores.seconds <= goal.aim || hasCores) return sameCores.workers;
  const moreCores = grow(workload, goal, (factor) =>
    pool ? poolFor(workload, goal, factor) : slotsFor(workload, goal, factor, factor),
  );
  return better(sameCores, moreCores, goal).workers;
}

/** Grows until the aim is met, or growing did not pay several times: the time left is that of the jobs themselves. */
function grow(workload: Workload, goal: Goal, find: (factor: number) => Found): Found {
  let factor = firstFactor(workload, goal);
  let best = find(factor);
  let soonest = best.seconds;
  for (let vain = 0; vain < PATIENCE && best.seconds > goal.aim; ) {
    factor *= GROWTH;
    const next = find(factor);
    vain = next.seconds < WORTH * soonest ? 0 : vain + 1;
    soonest = Math.min(soonest, next.seconds);
    best = better(best, next, goal);
  }
  return best;
}

/** The larger configuration if it alone meets the aim or, the aim being out of reach, the deadline, or else saves time. */
function better(smaller: Found, larger: Found, { aim, deadline }: Goal): Found {
  for (const limit of [aim, deadline]) {
    if (smaller.seconds <= limit) return smaller;
    if (larger.seconds <= limit) return larger;
  }
  return larger.seconds < WORTH * smaller.seconds ? larger : smaller;
}

/** The first step at which the locks of all processes let the rate through; those before cannot be in time. */
function firstFactor(
  { mode, lockHoldSeconds, ioWait, cpu, gilCpu, ...workload }: Workload,
  goal: Goal,
): number {
  if (mode === 'pool' || lockHoldSeconds <= 0) return 1;
  const planned = plannedFor(workload, goal, mode === 'loop' ? cpu.mean : gilCpu.mean);
  const needed = goal.perSecond * Math.min(lockHoldSeconds, ioWait.mean);
  return GROWTH ** Math.max(0, Math.ceil(Math.log(needed / planned) / Math.log(GROWTH)));
}

/** Fewest processes in time, never beyond the peak of the scalability law. */
function poolFor(workload: Workload, goal: Goal, coreFactor: number): Found {
  const { ioWait, cpu, jobs } = workload;
  const busyCores = Math.ceil(plannedFor(workload, goal, cpu.mean) * coreFactor - TOLERANCE);
  const poolOf = (processes: number): BatchDeployment =>
    onHosts(workload, processes, 1, ioWait.mean > 0 ? Math.min(processes, busyCores) : processes);
  const most = Math.max(1, Math.min(jobs, usefulProcesses(workload)));
  const least = Math.min(most, Math.max(1, Math.floor(goal.perSecond * unqueuedSeconds(workload))));
  const { count, seconds } = fewestInTime(least, most, goal.aim, goal.deadline, (processes) =>
    secondsOf(workload, poolOf(processes), goal),
  );
  return { workers: poolOf(count), seconds };
}

/** Processes by CPU, then fewest threads or coroutines in time. */
function slotsFor(workload: Workload, goal: Goal, processFactor: number, coreFactor: number): Found {
  const { mode, cpu, gilCpu, nativeCpuSeconds, jobs, freeThreaded, coresPerHost } = workload;
  const besideGil = mode === 'threads' && (nativeCpuSeconds > 0 || freeThreaded);
  const grown = Math.ceil(plannedFor(workload, goal, cpu.mean) * coreFactor - TOLERANCE);
  // A process cannot use the cores of another host.
  const leastHosts = besideGil ? Math.ceil(grown / coresPerHost - TOLERANCE) : 1;
  const interpreters =
    mode === 'threads' && freeThreaded
      ? 1
      : plannedFor(workload, goal, mode === 'loop' ? cpu.mean : gilCpu.mean);
  const processes = Math.min(jobs, Math.ceil(Math.max(interpreters, leastHosts) * processFactor - TOLERANCE));
  const cores = besideGil ? grown : Math.min(processes, grown);
  const workersOf = (slots: number): BatchDeployment => onHosts(workload, processes, slots, cores);
  const most = Math.ceil(jobs / processes);
  const least = Math.max(
    1,
    Math.min(most, Math.floor((goal.perSecond * unqueuedSeconds(workload)) / processes)),
  );
  const { count, seconds } = fewestInTime(least, most, goal.aim, goal.deadline, (slots) =>
    secondsOf(workload, workersOf(slots), goal),
  );
  return { workers: workersOf(count), seconds };
}

/** Cores or interpreters that `cpuSeconds` per job keep busy up to the ceiling. */
function plannedFor(
  { maxUtilization }: Pick<Workload, 'maxUtilization'>,
  goal: Goal,
  cpuSeconds: number,
): number {
  return Math.max(1, Math.ceil((goal.perSecond * cpuSeconds) / maxUtilization - TOLERANCE));
}

function secondsOf(workload: Workload, workers: BatchDeployment, goal: Goal): number {
  return makespanSeconds(workload, workers, batchThroughput(workload, workers, goal.perSecond));
}
