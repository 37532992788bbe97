import { usefulProcesses } from './batch-throughput.ts';
import { capsOf } from './capacity.ts';
import { SLOT_CEILING, TOLERANCE } from './constants.ts';
import type { Spread } from './lognormal.ts';
import { predictedOf } from './predicted.ts';
import { countText, numberText, percentText, secondsText } from './quantity-text.ts';
import { type Sized, sizeOnce } from './sized.ts';
import type { Workload } from './workload.ts';

/** What the likely configuration runs into in practice: defaults of libraries, limits of systems, thin margins. */
export function warningsFor(sized: Sized): readonly string[] {
  return [
    ...quotaWarnings(sized),
    ...libraryWarnings(sized),
    ...systemWarnings(sized),
    ...marginWarnings(sized),
  ];
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
  const { ioWait } = workload;
  // A small quota makes the CPU take longer, not more of it.
  const ownCpu = workload.cpu.mean * workload.coreQuota;
  return [
    !pooled &&
      descriptors > 1024 &&
      `about ${descriptors} open files per process: the usual limit is 1024; raise ulimit -n.`,
    processes > 61 && `${processes} processes per host: a process pool on Windows takes at most 61.`,
    workload.leaf === 'SyncIO' &&
      ioWait.mean > 10 * ownCpu &&
      `requests wait ${secondsText(ioWait.mean)} and compute ${secondsText(ownCpu)}: with SyncIO each waiting request costs a whole process; threads or coroutines need far fewer.`,
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
  return [...caps, ...busy, ...tightTarget(sized)];
}

/** A target just above what a request takes by itself leaves no time to wait, which idle machines pay for. */
function tightTarget(sized: Sized): readonly string[] {
  const { workload, numbers, utilization, obstacle } = sized;
  if (workload.shape === 'batch' || !Number.isFinite(workload.targetSeconds)) return [];
  if (obstacle !== null || numbers.hosts < 3 || utilization.cores > 0.35) return [];
  const loose = sizeOnce({ ...workload, targetSeconds: Number.POSITIVE_INFINITY });
  const reached = predictedOf(loose);
  if (loose.obstacle !== null || loose.numbers.hosts > numbers.hosts / 2) return [];
  if (!('responseAtTargetSeconds' in reached)) return [];
  return [
    `the target is so near what a request takes by itself that ${countText(numbers.hosts, 'host')} have to stay almost idle: ${countText(loose.numbers.hosts, 'host')} would keep ${percentText(workload.percentile)} within ${secondsText(reached.responseAtTargetSeconds)}.`,
  ];
}

function quotaWarnings({ workload, numbers }: Sized): readonly string[] {
  const { coreQuota, mode } = workload;
  if (coreQuota >= 1) return [];
  const pause = secondsText(0.1 * (1 - coreQuota));
  const cures =
    (mode === 'sync' || mode === 'pool') && numbers.hosts > 1 ? quotaCures(workload, numbers.hosts) : [];
  return [
    cures.length > 0 &&
      `with a quota of ${coreQuota} cores a host is counted with one process, which takes one request at a time: hence ${countText(numbers.hosts, 'host')}. The same load fits ${cures.join(', or ')}.`,
    `a quota of ${coreQuota} cores: the kernel pauses the process for up to ${pause} at a time, on top of the predicted tail.`,
  ].filter(isText);
}

/** What would take at most half of the hosts: coroutines, where requests mostly wait, or whole cores. */
function quotaCures(workload: Workload, hosts: number): readonly string[] {
  const { coreQuota, cpu, gilCpu, ioWait } = workload;
  const coroutines: Workload = { ...workload, leaf: 'Coroutines', mode: 'loop', lockScope: 'process' };
  const unslowed = ({ mean, scv }: Spread): Spread => ({ mean: mean * coreQuota, scv });
  const wholeCore: Workload = {
    ...workload,
    coreQuota: 1,
    cpu: unslowed(cpu),
    gilCpu: unslowed(gilCpu),
    nativeCpuSeconds: workload.nativeCpuSeconds * coreQuota,
  };
  const cures = [
    { cure: coroutines, of: 'of this quota with coroutines', helps: ioWait.mean >= cpu.mean },
    { cure: wholeCore, of: 'of a whole core', helps: true },
  ];
  return cures.flatMap(({ cure, of, helps }) => {
    const sized = helps ? sizeOnce(cure) : null;
    if (sized === null || sized.obstacle !== null || sized.numbers.hosts > hosts / 2) return [];
    const { processes } = sized.deployment;
    const each = sized.numbers.hosts > 1 ? ' each' : '';
    const running = processes > 1 ? ` with ${processes} processes${each}` : '';
    return [`${countText(sized.numbers.hosts, 'host')} ${of}${running}`];
  });
}

function isText(warning: string | false): warning is string {
  return warning !== false;
}
