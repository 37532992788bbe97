import type { SizingEstimate } from '../sizing/estimate.ts';
import type { Quantities } from '../understanding/understanding.ts';
import { computes, type SizedJob, sizeJob } from './size-job.ts';

interface SizedParts {
  /** One for each part; null where its numbers are missing. */
  readonly sizings: readonly (SizingEstimate | null)[];
  /** What the one part was sized from; null where there are several, or nothing to size from. */
  readonly sizingInput: SizedJob['sizingInput'];
  readonly sizingText: string;
}

/**
 * The sizing of each part of a job for itself. Every task passes through all parts, so that they share the rate, or
 * the number of tasks and the deadline; the waiting counts for the part that waits, the computing for the other.
 */
export function sizeParts(
  parts: readonly { readonly name: string; readonly leaf: string | null }[],
  quantities: Quantities,
): SizedParts {
  if (parts.length === 1) {
    const { sizing, sizingInput, sizingText } = sizeJob(parts[0]?.leaf ?? null, quantities);
    return { sizings: [sizing], sizingInput, sizingText };
  }
  const sized = parts.map(({ name, leaf }) => ({ name, ...sizePart(leaf, shareOf(leaf, quantities)) }));
  if (sized.every(({ sizing }) => sizing === null)) {
    return { sizings: sized.map(() => null), sizingInput: null, sizingText: missingText(quantities) };
  }
  const texts = sized.map(({ name, sizingText }) => `**${name}**\n${sizingText}`);
  return { sizings: sized.map(({ sizing }) => sizing), sizingInput: null, sizingText: texts.join('\n\n') };
}

/**
 * A part that computes beside one that waits is a pool within the same program, whatever command a program of its own
 * would be started with; and beside threads or an event loop nothing must be forked.
 */
function sizePart(leaf: string | null, quantities: Quantities): SizedJob {
  const sized = sizeJob(leaf, quantities);
  const { sizing, sizingText } = sized;
  if (sizing === null || leaf === null || !computes(leaf) || leaf === 'SingleThread') return sized;
  const perHost = Math.ceil(sizing.processes.likely / sizing.hosts.likely);
  const commandLine = `ProcessPoolExecutor(max_workers=${perHost}, mp_context=get_context("spawn"))`;
  return {
    ...sized,
    sizing: { ...sizing, commandLine },
    sizingText: sizingText.replace(sizing.commandLine, commandLine),
  };
}

/** A time of which nobody said whether it waits or computes belongs to neither part for certain. */
function shareOf(leaf: string | null, quantities: Quantities): Quantities {
  const { ioWaitSeconds, cpuSeconds, latencySeconds: _, ...shared } = quantities;
  if (leaf !== null && computes(leaf)) return cpuSeconds === undefined ? shared : { ...shared, cpuSeconds };
  return ioWaitSeconds === undefined ? shared : { ...shared, ioWaitSeconds };
}

function missingText(quantities: Quantities): string {
  const { requestsPerSecond, concurrentUsers, jobsTotal, deadlineSeconds } = quantities;
  const hasVolume = [requestsPerSecond, concurrentUsers, jobsTotal].some((volume) => volume !== undefined);
  const missing = [
    hasVolume ? null : 'how much there is to do (requests per second, or how many jobs by when)',
    jobsTotal !== undefined && deadlineSeconds === undefined ? 'by when it must be done' : null,
    'how long one waits and computes',
  ].filter((each) => each !== null);
  const last = missing.pop();
  const list = missing.length === 0 ? last : `${missing.join(', ')} and ${last}`;
  return `Each part is sized for itself. For that, tell me ${list}.`;
}
