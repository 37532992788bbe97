import { type BatchDeployment, batchThroughput, usefulProcesses } from './batch-throughput.ts';
import { capsOf, smallestCapacity } from './capacity.ts';
import { BATCH_CAP_SHARE, DEADLINE_SHARE, TOLERANCE, USABLE_MEMORY } from './constants.ts';
import { fewestInTime } from './fewest-in-time.ts';
import { makespanSeconds } from './makespan.ts';
import { hostMemoryBytes } from './memory.ts';
import type { Resource } from './sizing-estimate.ts';
import { smallestWhere } from './smallest-where.ts';
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

/** Sizes a batch for 90% of its deadline, or for 90% of the cap that forbids it. */
export function sizeBatch(workload: Workload): BatchPlan {
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

function workersFor(workload: Workload, goal: Goal): BatchDeployment {
  return workload.mode === 'pool' ? poolFor(workload, goal) : slotsOf(workload, goal);
}

/** Fewest processes in time, never beyond the peak of the scalability law. */
function poolFor(workload: Workload, goal: Goal): BatchDeployment {
  const { ioWait, cpu, jobs, maxUtilization } = workload;
  const busyCores = Math.max(1, Math.ceil((goal.perSecond * cpu.mean) / maxUtilization - TOLERANCE));
  const poolOf = (processes: number): BatchDeployment =>
    onHosts(workload, processes, 1, ioWait.mean > 0 ? Math.min(processes, busyCores) : processes);
  const most = Math.max(1, Math.min(jobs, usefulProcesses(workload)));
  const least = Math.min(most, Math.max(1, Math.floor(goal.perSecond * unqueuedSeconds(workload))));
  const { count } = fewestInTime(least, most, goal.aim, goal.deadline, (processes) =>
    secondsOf(workload, poolOf(processes), goal),
  );
  return poolOf(count);
}

/** Processes by CPU, then fewest slots in time; a quarter more processes while no number of slots is enough. */
function slotsOf(workload: Workload, goal: Goal): BatchDeployment {
  const { mode, cpu, gilCpu, nativeCpuSeconds, jobs, maxUtilization, freeThreaded, coresPerHost } = workload;
  const wanted = (seconds: number): number =>
    Math.max(1, Math.ceil((goal.perSecond * seconds) / maxUtilization - TOLERANCE));
  const besideGil = mode === 'threads' && (nativeCpuSeconds > 0 || freeThreaded);
  const oneProcess = mode === 'threads' && freeThreaded;
  // A process cannot use the cores of another host.
  const leastHosts = Math.ceil(wanted(cpu.mean) / coresPerHost - TOLERANCE);
  const interpreters = oneProcess ? 1 : wanted(mode === 'loop' ? cpu.mean : gilCpu.mean);
  let processes = besideGil ? Math.max(interpreters, leastHosts) : interpreters;
  let best: { readonly workers: BatchDeployment; readonly seconds: number } | null = null;
  for (;;) {
    const count = processes;
    const cores = besideGil ? wanted(cpu.mean) : Math.min(count, wanted(cpu.mean));
    const workersOf = (slots: number): BatchDeployment => onHosts(workload, count, slots, cores);
    const most = Math.ceil(jobs / count);
    const least = Math.max(
      1,
      Math.min(most, Math.floor((goal.perSecond * unqueuedSeconds(workload)) / count)),
    );
    const found = fewestInTime(least, most, goal.aim, goal.deadline, (slots) =>
      secondsOf(workload, workersOf(slots), goal),
    );
    const workers = workersOf(found.count);
    if (found.seconds <= goal.aim) return workers;
    // More processes stop helping once the time left is that of the jobs themselves.
    if (best !== null && found.seconds > 0.99 * best.seconds) return best.workers;
    best = { workers, seconds: found.seconds };
    if (count >= jobs || oneProcess) return workers;
    processes = Math.min(jobs, Math.ceil(count * 1.25));
  }
}

function secondsOf(workload: Workload, workers: BatchDeployment, goal: Goal): number {
  return makespanSeconds(workload, workers, batchThroughput(workload, workers, goal.perSecond));
}

/** Spreads processes and cores over the fewest hosts that have the cores; one process each under a small quota. */
function onHosts(workload: Workload, processes: number, slots: number, cores: number): BatchDeployment {
  if (workload.coreQuota < 1) return { hosts: processes, processes, slots, cores: processes };
  const hosts = Math.ceil(cores / workload.coresPerHost - TOLERANCE);
  const oneEach = workload.mode === 'threads' && workload.freeThreaded;
  return { hosts: oneEach ? processes : Math.min(hosts, processes), processes, slots, cores };
}

/** More hosts until the share of each fits into its memory; null when a single process does not. */
function withMemory(workload: Workload, workers: BatchDeployment): BatchDeployment | null {
  if (!Number.isFinite(workload.memoryPerHostBytes)) return workers;
  const inFlight = Math.min(workload.jobs, workers.processes * workers.slots);
  const fits = (hosts: number): boolean => {
    const perHost = Math.ceil(workers.processes / hosts);
    const bytes = hostMemoryBytes(workload, perHost, workers.slots, inFlight / hosts);
    return bytes <= USABLE_MEMORY * workload.memoryPerHostBytes;
  };
  const hosts = smallestWhere(workers.hosts, Math.max(workers.hosts, workers.processes), fits);
  return hosts === null ? null : { ...workers, hosts, cores: Math.max(workers.cores, hosts) };
}
