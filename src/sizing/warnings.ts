import { usefulProcesses } from './batch-throughput.ts';
import { capsOf } from './capacity.ts';
import { SLOT_CEILING, TOLERANCE } from './constants.ts';
import { numberText, percentText, secondsText } from './quantity-text.ts';
import type { Sized } from './sized.ts';

/** What the likely configuration runs into in practice: defaults of libraries, limits of systems, thin margins. */
export function warningsFor(sized: Sized): readonly string[] {
  return [...libraryWarnings(sized), ...systemWarnings(sized), ...marginWarnings(sized)];
}

function libraryWarnings({ workload, deployment, numbers }: Sized): readonly string[] {
  const { slots } = deployment;
  const threads = workload.mode === 'threads' ? slots : 0;
  const pool = numbers.connectionPoolPerProcess;
  return [
    threads > 40 &&
      `${threads} threads per process: sync endpoints under FastAPI (anyio) share a limiter of 40 threads; raise it.`,
    threads > 32 &&
      `${threads} threads per process: a bare ThreadPoolExecutor has at most 32 (cores + 4); give max_workers.`,
    pool > 100 &&
      `${pool} connections per process: httpx and aiohttp stop at 100 by default and httpx keeps 20 alive; raise the limits.`,
    threads > 200 && `${threads} threads per process: coroutines (asyncio) carry so many waits more cheaply.`,
  ].filter(isText);
}

function systemWarnings({ workload, deployment }: Sized): readonly string[] {
  const { processes, slots } = deployment;
  const pooled = workload.mode === 'sync' || workload.mode === 'pool';
  const descriptors = 2 * slots + 64;
  const useful = usefulProcesses(workload);
  const { ioWait, cpu } = workload;
  return [
    !pooled &&
      descriptors > 1024 &&
      `about ${descriptors} open files per process: the usual limit is 1024; raise ulimit -n.`,
    processes > 61 && `${processes} processes per host: a process pool on Windows takes at most 61.`,
    workload.leaf === 'SyncIO' &&
      ioWait.mean > 10 * cpu.mean &&
      `requests wait ${secondsText(ioWait.mean)} and compute ${secondsText(cpu.mean)}: with SyncIO each waiting request costs a whole process; threads or coroutines need far fewer.`,
    workload.shape === 'batch' &&
      Number.isFinite(workload.targetSeconds) &&
      `targetLatencySeconds ${numberText(workload.targetSeconds)} plays no part in a batch: only its deadline counts.`,
    processes * deployment.hosts > useful &&
      `more than ${useful} processes slow a pool with shared state down; shard the state.`,
  ].filter(isText);
}

function marginWarnings(sized: Sized): readonly string[] {
  const { workload, utilization, requestsPerSecondSized } = sized;
  const caps = capsOf(workload)
    .map((cap) => ({ name: cap.limit, share: requestsPerSecondSized / cap.perSecond }))
    .filter((cap) => cap.share > 0.9 && cap.name !== sized.obstacle)
    .map((cap) => `the cap ${cap.name} is used at ${percentText(cap.share)}: any burst meets it.`);
  const names: Readonly<Record<keyof typeof utilization, string>> = {
    cores: 'the cores are',
    gil: 'the GIL of each process is',
    slots: 'the slots are',
    lock: 'the lock is',
    downstreamConcurrency: "the downstream's connections are",
  };
  // A batch is meant to keep its own workers busy; what it shares with others still counts.
  const counted = workload.shape === 'batch' ? ['lock', 'downstreamConcurrency'] : Object.keys(utilization);
  const busy = Object.entries(utilization)
    .filter(([name, share]) => counted.includes(name) && share > SLOT_CEILING + TOLERANCE)
    .map(
      ([name, share]) =>
        `${names[name as keyof typeof utilization]} busy ${percentText(share)} of the time: delays grow fast above 80%.`,
    );
  return [...caps, ...busy, ...quotaWarnings(sized)];
}

function quotaWarnings({ workload, numbers }: Sized): readonly string[] {
  const { coreQuota, mode } = workload;
  if (coreQuota >= 1) return [];
  const pause = secondsText(0.1 * (1 - coreQuota));
  return [
    `a quota of ${coreQuota} cores: the kernel pauses the process for up to ${pause} at a time, on top of the predicted tail.`,
    (mode === 'sync' || mode === 'pool') &&
      numbers.hosts > 1 &&
      `a host with a quota of ${coreQuota} cores is counted with one process, so ${numberText(numbers.hosts)} hosts take one request each at a time; hosts with whole cores and several processes, or threads or coroutines, need far fewer.`,
  ].filter(isText);
}

function isText(warning: string | false): warning is string {
  return warning !== false;
}
