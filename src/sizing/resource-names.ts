import type { Resource } from './sizing-estimate.ts';

const NAMES: Readonly<Record<Resource, string>> = {
  cores: 'the cores',
  gil: 'the GIL or event loop of each process',
  slots: 'the slots',
  lock: 'the lock',
  'downstream-rate': "the downstream's request quota",
  'downstream-concurrency': "the downstream's limit of calls at a time",
  'latency-target': 'the latency target',
  'single-thread': 'the single thread',
  deadline: 'the deadline',
  memory: 'the memory of a host',
};

/** What runs out first, as people call it: `the slots`. */
export function nameOfResource(resource: Resource): string {
  return NAMES[resource];
}

const LIMITS: Readonly<Record<Resource, string>> = {
  cores: 'the CPU cores are the busiest resource',
  gil: 'the GIL (or event loop) of each process is the busiest resource',
  slots: 'the slots that waiting requests occupy are the busiest resource',
  lock: 'the shared lock is the limit: only shorter or fewer locked sections lift it',
  'downstream-rate': "the downstream's request quota is the limit; more machines do not lift it",
  'downstream-concurrency': "the downstream's concurrency limit is the limit; more machines do not lift it",
  'latency-target':
    'the latency target is shorter than what a request needs by itself or beside its neighbours',
  'single-thread': 'the single thread is the limit',
  deadline: 'the deadline is too short for the slowest jobs',
  memory: 'the memory of a host is too small',
};

/** In what way it is the limit: `the slots that waiting requests occupy are the busiest resource`. */
export function limitText(resource: Resource): string {
  return LIMITS[resource];
}
