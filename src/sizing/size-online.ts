import { capsOf, smallestCapacity } from './capacity.ts';
import { ONLINE_CAP_SHARE, SLOT_CEILING, TOLERANCE } from './constants.ts';
import { type FitRules, type Fitted, fitHost, missesTargetUnqueued, withSlots } from './fit-host.ts';
import { type Deployment, predictHost } from './predict-host.ts';
import type { Resource } from './sizing-estimate.ts';
import { smallestWhere } from './smallest-where.ts';
import { unqueuedSeconds, type Workload } from './workload.ts';

/** What to deploy, how it behaves, and what keeps it from meeting the demand; null when it does. */
export interface Plan extends Fitted {
  readonly obstacle: Resource | null;
}

/**
 * Sizes an online service: caps first, then the latency target, then hosts from the fewest the CPU demand allows.
 * When the demand cannot be met the plan is for what can be: a share of the cap, or no latency target.
 */
export function sizeOnline(workload: Workload): Plan {
  const cap = smallestCapacity(capsOf(workload));
  const asked = workload.arrivalsPerSecond;
  const lockFull =
    workload.lockScope === 'service' && asked * workload.lockHoldSeconds > SLOT_CEILING + TOLERANCE;
  const single = workload.leaf === 'SingleThread';
  const capped = asked >= cap.perSecond ? cap.limit : lockFull ? 'lock' : null;
  const share = ONLINE_CAP_SHARE * (capped === 'lock' ? 1 / workload.lockHoldSeconds : cap.perSecond);
  const arrivals = capped === null ? asked : Math.min(asked, share);

  const targeted = Number.isFinite(workload.targetSeconds);
  const hopeless = missesTargetUnqueued(workload);
  const reachable = targeted && !hopeless;
  const attempts: readonly (FitRules & { readonly obstacle: Resource | null })[] = [
    ...(reachable ? [{ target: true, memory: true, obstacle: null }] : []),
    { target: false, memory: true, obstacle: targeted ? 'latency-target' : null },
    ...(reachable ? [{ target: true, memory: false, obstacle: 'memory' as const }] : []),
    { target: false, memory: false, obstacle: hopeless ? 'latency-target' : 'memory' },
  ];
  for (const rules of attempts) {
    const fitted = fewestHosts(workload, arrivals, rules);
    if (fitted !== null) return { ...fitted, obstacle: capped ?? rules.obstacle };
  }
  return lastResort(workload, arrivals, capped ?? (single ? 'single-thread' : 'slots'));
}

function fewestHosts(workload: Workload, arrivals: number, rules: FitRules): Fitted | null {
  if (workload.leaf === 'SingleThread') return fitHost(workload, arrivals, 1, rules);
  const perHost = workload.maxUtilization * workload.coresPerHost;
  const least = Math.max(1, Math.ceil((arrivals * workload.cpu.mean) / perHost - TOLERANCE));
  const first = fitHost(workload, arrivals, least, rules);
  if (first !== null) return first;
  // So many hosts that each is almost idle: what does not fit then never does.
  const most = least + Math.ceil(1000 * arrivals * unqueuedSeconds(workload)) + 64;
  if (fitHost(workload, arrivals, most, rules) === null) return null;
  const hosts = smallestWhere(least + 1, most, (count) => fitHost(workload, arrivals, count, rules) !== null);
  return fitHost(workload, arrivals, hosts ?? most, rules);
}

/** One thread over its ceilings: what it can do without them, in steps of a fifth. */
function lastResort(workload: Workload, arrivals: number, obstacle: Resource): Plan {
  const most = Math.min(arrivals, ONLINE_CAP_SHARE / unqueuedSeconds(workload));
  const at = (steps: number): Deployment =>
    withSlots(workload, {
      hosts: 1,
      processes: 1,
      slots: 1,
      cores: 1,
      arrivalsPerSecond: most * ONLINE_CAP_SHARE ** steps,
    });
  const steps = smallestWhere(0, 200, (count) => predictHost(workload, at(count)).stable) ?? 200;
  const deployment = at(steps);
  return { deployment, prediction: predictHost(workload, deployment), obstacle };
}
