import { ioWaitOf } from './io-wait.ts';
import type { GivenInput } from './read-input.ts';
import type { QuantityName } from './sizing-input.ts';

/** A time this many times its target or deadline is taken for a mix-up of seconds and milliseconds. */
const MIX_UP_FACTOR = 50;

/** Less than any instruction takes; such times are as good as missing. */
const SHORTEST_SECONDS = 1e-12;

/** What the given fields, each sound by itself, contradict or leave out together. */
export function conflictsOf(given: GivenInput): readonly string[] {
  return [
    ...shapeConflicts(given),
    ...timeConflicts(given),
    ...lockConflicts(given),
    ...versionConflicts(given),
  ];
}

function shapeConflicts(given: GivenInput): readonly string[] {
  const value = (name: QuantityName): number | undefined => given.quantities[name]?.likely;
  const rate = value('requestsPerSecond');
  const users = value('concurrentUsers');
  const jobs = value('jobs');
  const deadline = value('deadlineSeconds');
  const online =
    rate !== undefined ? `requestsPerSecond ${rate}` : users !== undefined ? `concurrentUsers ${users}` : '';
  const batch =
    jobs !== undefined ? `jobs ${jobs}` : deadline !== undefined ? `deadlineSeconds ${deadline}` : '';
  if (rate !== undefined && users !== undefined) {
    return [
      `requestsPerSecond ${rate} and concurrentUsers ${users} both set the load; give only one of them`,
    ];
  }
  if (online !== '' && batch !== '') {
    return [
      `${online} asks for an online service and ${batch} for a batch; give only one kind (targetLatencySeconds limits a response)`,
    ];
  }
  if (given.shape === 'online' && online === '') {
    return ['shape "online" has no load; give requestsPerSecond or concurrentUsers'];
  }
  if (given.shape === 'batch' && batch === '')
    return ['shape "batch" has no work; give jobs and deadlineSeconds'];
  if (online === '' && batch === '') {
    return [
      'the load is missing; give requestsPerSecond or concurrentUsers, or jobs and deadlineSeconds for a batch',
    ];
  }
  if (batch !== '' && deadline === undefined) return [`jobs ${jobs} has no deadline; give deadlineSeconds`];
  if (batch !== '' && jobs === undefined) return [`deadlineSeconds ${deadline} has no work; give jobs`];
  return [];
}

function timeConflicts(given: GivenInput): readonly string[] {
  const likely = (name: QuantityName): number => given.quantities[name]?.likely ?? 0;
  const { ioWaitSeconds, ioWaitP95Seconds, cpuSeconds, nativeCpuSeconds } = given.quantities;
  if ([ioWaitSeconds, ioWaitP95Seconds, cpuSeconds, nativeCpuSeconds].every((range) => range === undefined)) {
    return [
      'the time of a request is missing; give ioWaitSeconds, ioWaitP95Seconds, cpuSeconds or nativeCpuSeconds',
    ];
  }
  const wait = ioWaitOf(given.quantities)?.likely ?? 0;
  const compute = likely('cpuSeconds');
  const total = wait + compute + likely('nativeCpuSeconds');
  if (total < SHORTEST_SECONDS) {
    return [
      'ioWaitSeconds, cpuSeconds and nativeCpuSeconds are all 0; give the one that takes the time, such as 0.05',
    ];
  }
  const faults: string[] = [];
  const target = likely('targetLatencySeconds');
  const waitName = ioWaitSeconds === undefined ? 'ioWaitP95Seconds' : 'ioWaitSeconds';
  if (target > 0 && wait >= MIX_UP_FACTOR * target) faults.push(mixUp(waitName, likely(waitName), target));
  if (target > 0 && compute >= MIX_UP_FACTOR * target) faults.push(mixUp('cpuSeconds', compute, target));
  const deadline = likely('deadlineSeconds');
  if (deadline > 0 && total >= MIX_UP_FACTOR * deadline) {
    const times = [waitName, 'cpuSeconds', 'nativeCpuSeconds'] as const;
    const longest = times.reduce((most, name) => (likely(name) > likely(most) ? name : most));
    faults.push(
      `${longest} ${likely(longest)} looks like milliseconds; give ${likely(longest) / 1000} (one job takes ${total} s and deadlineSeconds is ${deadline})`,
    );
  }
  const p95 = ioWaitP95Seconds?.likely;
  if (p95 !== undefined && ioWaitSeconds !== undefined && p95 < 0.2 * ioWaitSeconds.likely) {
    faults.push(
      `ioWaitP95Seconds ${p95} is far below the mean ioWaitSeconds ${ioWaitSeconds.likely}; give both in seconds, p95 above the mean`,
    );
  }
  return faults;
}

function mixUp(name: string, seconds: number, target: number): string {
  return `${name} ${seconds} looks like milliseconds; give ${seconds / 1000} (targetLatencySeconds is ${target})`;
}

function lockConflicts(given: GivenInput): readonly string[] {
  const { lockHoldSeconds, lockFraction } = given.quantities;
  if (lockHoldSeconds === undefined || lockFraction === undefined) return [];
  return [
    `lockHoldSeconds ${lockHoldSeconds.likely} and lockFraction ${lockFraction.likely} say the same twice; give only one of them`,
  ];
}

function versionConflicts(given: GivenInput): readonly string[] {
  const { pythonVersion, freeThreaded } = given;
  if (freeThreaded !== true || pythonVersion === undefined || minorVersion(pythonVersion) >= 13) return [];
  return [
    `pythonVersion "${pythonVersion}" has no free-threaded build; give "3.13" or later, or freeThreaded false`,
  ];
}

/** 14 of `3.14t`. */
export function minorVersion(pythonVersion: string): number {
  return Number(/^3\.(\d+)/.exec(pythonVersion)?.[1] ?? Number.NaN);
}
