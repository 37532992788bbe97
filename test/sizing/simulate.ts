import { muOf, type Spread, sigmaOf } from '../../src/sizing/lognormal.ts';

/** How requests of a simulated service share processes, slots and cores. */
export interface Scenario {
  /** `pooled`: a request keeps a process; `loop`: one thread per process; `threads`: slots around one GIL. */
  readonly discipline: 'pooled' | 'loop' | 'threads' | 'free-threaded';
  readonly arrivalsPerSecond: number;
  readonly processes: number;
  readonly slots: number;
  readonly cores: number;
  readonly ioWait: Spread;
  /** CPU under the GIL (or of the loop), half of it before the I/O wait and half after. */
  readonly gilCpu: Spread;
  readonly nativeCpu: Spread;
}

interface Request {
  readonly arrived: number;
  readonly process: number;
  readonly bursts: { remaining: number; readonly native: boolean }[];
  ioWait: number;
}

/**
 * Response times (seconds) of a seeded discrete-event simulation with Poisson arrivals: one CPU token per process,
 * cores shared evenly by all who run, lognormal waits and bursts. The first tenth is left out.
 */
export function simulateResponses(scenario: Scenario, requests: number, seed: number): readonly number[] {
  const random = randomFrom(seed);
  const split = scenario.discipline !== 'pooled';
  const queues = Array.from({ length: split ? scenario.processes : 1 }, (): Request[] => []);
  const free = queues.map(() => (split ? scenario.slots : scenario.processes));
  const running = queues.map((): Request[] => []);
  const waiting = new Schedule();
  const responses: number[] = [];
  let now = 0;
  let started = 0;
  let nextArrival = 0;
  let stretchOf: (request: Request) => number = () => 1;

  const draw = (spread: Spread): number =>
    spread.mean <= 0
      ? 0
      : spread.scv <= 0
        ? spread.mean
        : Math.exp(muOf(spread) + sigmaOf(spread) * normal(random));
  const arrive = (): void => {
    const queue = Math.floor(random() * queues.length);
    const gil = draw(scenario.gilCpu);
    const bursts = [{ remaining: gil / 2, native: false }];
    const request = { arrived: now, process: queue, bursts, ioWait: draw(scenario.ioWait) };
    const native = draw(scenario.nativeCpu);
    if (native > 0) bursts.push({ remaining: native, native: true });
    bursts.push({ remaining: gil / 2, native: false });
    started++;
    nextArrival =
      started < requests
        ? now - Math.log(1 - random()) / scenario.arrivalsPerSecond
        : Number.POSITIVE_INFINITY;
    if ((free[queue] ?? 0) > 0) admit(request);
    else queues[queue]?.push(request);
  };
  const admit = (request: Request): void => {
    free[request.process] = (free[request.process] ?? 0) - 1;
    running[request.process]?.push(request);
  };
  const finishBurst = (request: Request): void => {
    const runners = running[request.process] ?? [];
    runners.splice(runners.indexOf(request), 1);
    request.bursts.shift();
    if (request.bursts.length === 1 && request.ioWait > 0) {
      waiting.add(now + request.ioWait, request);
      request.ioWait = 0;
    } else if (request.bursts.length > 0) runners.push(request);
    else leave(request);
  };
  const leave = (request: Request): void => {
    if (request.arrived >= 0 && responses.length < requests) responses.push(now - request.arrived);
    free[request.process] = (free[request.process] ?? 0) + 1;
    const next = queues[request.process]?.shift();
    if (next !== undefined) admit(next);
  };

  while (responses.length < requests) {
    const shares = cpuShares(scenario, running);
    stretchOf = (request) => shares.get(request) ?? 0;
    let dt = Math.min(nextArrival, waiting.next()) - now;
    let done: Request | null = null;
    for (const request of shares.keys()) {
      const left = (request.bursts[0]?.remaining ?? 0) / stretchOf(request);
      if (left <= dt) [dt, done] = [left, request];
    }
    now += dt;
    for (const [request, share] of shares) {
      const [burst] = request.bursts;
      if (burst !== undefined) burst.remaining -= dt * share;
    }
    if (done !== null) finishBurst(done);
    else if (waiting.next() <= nextArrival) {
      const request = waiting.take();
      if (request !== undefined) running[request.process]?.push(request);
    } else arrive();
  }
  return responses.slice(Math.floor(requests / 10));
}

/** The value below which the given share of the responses lies. */
export function percentileOf(responses: readonly number[], percentile: number): number {
  const sorted = Float64Array.from(responses).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(percentile * sorted.length))] ?? 0;
}

/** Speed of each request that may run, from 0 to 1: its share of its process's token, times its share of a core. */
function cpuShares({ discipline, cores }: Scenario, running: readonly Request[][]): Map<Request, number> {
  const shares = new Map<Request, number>();
  let claims = 0;
  for (const runners of running) {
    const all = discipline === 'pooled' || discipline === 'free-threaded';
    const beside = runners.filter(
      (request) => all || (discipline === 'threads' && request.bursts[0]?.native === true),
    );
    const holders = runners.filter((request) => !beside.includes(request));
    for (const request of beside) shares.set(request, 1);
    // A loop runs its ready callbacks in order; the GIL goes round.
    const turn = discipline === 'loop' ? holders.slice(0, 1) : holders;
    for (const request of turn) shares.set(request, 1 / turn.length);
    claims += beside.length + (turn.length > 0 ? 1 : 0);
  }
  if (claims > cores) for (const [request, share] of shares) shares.set(request, (share * cores) / claims);
  return shares;
}

/** Requests by the time their I/O ends: a binary heap. */
class Schedule {
  readonly #heap: { readonly at: number; readonly request: Request }[] = [];

  next(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  add(at: number, request: Request): void {
    const heap = this.#heap;
    let i = heap.push({ at, request }) - 1;
    while (i > 0 && this.#at(i) < this.#at((i - 1) >> 1)) i = this.#swap(i, (i - 1) >> 1);
  }

  take(): Request | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (heap.length > 0 && last !== undefined) heap[0] = last;
    for (let i = 0; ; ) {
      const child = this.#at(2 * i + 1) <= this.#at(2 * i + 2) ? 2 * i + 1 : 2 * i + 2;
      if (this.#at(child) >= this.#at(i) || child >= heap.length) break;
      i = this.#swap(i, child);
    }
    return first?.request;
  }

  #at(i: number): number {
    return this.#heap[i]?.at ?? Number.POSITIVE_INFINITY;
  }

  #swap(i: number, j: number): number {
    const [a, b] = [this.#heap[i], this.#heap[j]];
    if (a !== undefined && b !== undefined) [this.#heap[i], this.#heap[j]] = [b, a];
    return j;
  }
}

/** Uniform numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
