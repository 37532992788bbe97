import type { Measurement, Sign } from './measurement.ts';
import { figure, round } from './numbers.ts';

/**
 * From this share of CPU on a program computes (sharing its core with others only lowers the share), up to the other it
 * waits; between them nothing follows.
 */
export const COMPUTES_FROM = 0.7;
export const WAITS_UP_TO = 0.35;
/** From so many cores' worth of CPU time on, there certainly is more than one core. */
const SEVERAL_CORES_FROM = 1.5;
/** No machine Python runs on has more: such figures are damaged or not of one run. */
const MOST_CORES = 1024;
/** Below this, starting the interpreter is most of what was measured. */
const SHORTEST_SECONDS = 0.1;
/** With more than this share of the CPU time in the kernel, it is not the program's own computing. */
const KERNEL_SHARE = 0.6;
const LONGEST_SECONDS = 3.2e7;

/** What one run of a program took. */
export interface RunTimes {
  readonly tool: string;
  readonly wallSeconds: number;
  readonly userSeconds: number;
  readonly systemSeconds: number;
  /** The share of CPU the tool itself prints, as a fraction; null where it prints none. */
  readonly printedShare?: number | null;
  /** Whether it was taken off its core again and again rather than giving it up: other programs held it, no I/O. Null where the tool does not tell. */
  readonly wasHeldUp?: boolean | null;
}

type Conclusion = Pick<
  Measurement,
  'tool' | 'signs' | 'quantities' | 'text' | 'scope' | 'coresUsed' | 'isImplausible'
>;

/**
 * CPU share = (user + sys) / real: near 1 the program computes, near 0 it waits, well above 1 several cores are busy.
 * The wait of a run is real - (user + sys); where it computes, what is left over is scheduling and no I/O.
 */
export function concludeFromShare(times: RunTimes): Conclusion {
  const { tool, wallSeconds, userSeconds, systemSeconds } = times;
  const cpuSeconds = round(userSeconds + systemSeconds);
  const share = cpuSeconds / wallSeconds;
  const fault = faultOf(times, share);
  if (fault !== null) return implausible(tool, fault);
  const formula = `CPU share = (user + sys) / real = ${figure(cpuSeconds)} s / ${figure(wallSeconds)} s = ${figure(round(share))}`;
  const conclude = (signs: readonly Sign[], quantities: Measurement['quantities'], meaning: string) => ({
    tool,
    signs,
    quantities,
    text: `${tool}: ${formula}, ${meaning}.`,
    scope: 'run' as const,
    coresUsed: share,
  });
  if (wallSeconds < SHORTEST_SECONDS) {
    return conclude([], {}, 'but so short a run measures little more than the start of Python');
  }
  if (share >= COMPUTES_FROM && systemSeconds > KERNEL_SHARE * cpuSeconds) {
    return conclude([], { cpuSeconds }, 'but most of it in the kernel, so I conclude nothing from it');
  }
  if (share >= SEVERAL_CORES_FROM) {
    const meaning = 'so it computes, on several cores at a time (native code or processes)';
    return conclude(['computing', 'severalCores'], { cpuSeconds }, meaning);
  }
  if (share >= COMPUTES_FROM) return conclude(['computing'], { cpuSeconds }, 'so it computes');
  if (times.wasHeldUp) {
    return conclude(
      [],
      { cpuSeconds },
      'but other programs took its core away again and again, so I conclude nothing',
    );
  }
  const ioWaitSeconds = round(wallSeconds - cpuSeconds);
  if (share <= WAITS_UP_TO) {
    return conclude(['waiting'], { cpuSeconds, ioWaitSeconds }, 'so it waits');
  }
  // What is left over may be I/O, or a core that other programs held.
  const rest = times.wasHeldUp === false ? { ioWaitSeconds } : {};
  const between = `between ${WAITS_UP_TO} (waits) and ${COMPUTES_FROM} (computes)`;
  const meaning = `${between}, so it does both or had to share its core; I conclude neither`;
  return conclude([], { cpuSeconds, ...rest }, meaning);
}

export function implausible(tool: string, fault: string): Conclusion {
  const text = `${tool}: ${fault}. I take nothing from it; please measure once more.`;
  return { tool, signs: [], quantities: {}, text, isImplausible: true };
}

function faultOf({ wallSeconds, userSeconds, systemSeconds, printedShare }: RunTimes, share: number) {
  const all = [wallSeconds, userSeconds, systemSeconds];
  if (all.some((value) => !Number.isFinite(value) || value < 0 || value > LONGEST_SECONDS)) {
    return 'these times cannot be';
  }
  if (wallSeconds === 0) return 'a run that took no time at all shows nothing';
  if (share > MOST_CORES) {
    return `${figure(round(share))} times as much CPU time as real time would take that many cores`;
  }
  const printed = printedShare ?? share;
  // Tools round, and shells count other things into short runs: only a plain contradiction is one.
  if (Math.abs(printed - share) > 0.1 + 0.2 * Math.max(printed, share) && wallSeconds >= 1) {
    return `the times give a CPU share of ${figure(round(share))}, but ${figure(printed)} is printed beside them`;
  }
  return null;
}
