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
