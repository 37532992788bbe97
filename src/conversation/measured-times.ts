import type { Quantities, Understanding } from '../understanding/understanding.ts';

/**
 * A reading whose times are taken as measurements of the job at hand: "it takes 12 ms of CPU" makes no CPU-bound job
 * of one that waits 3 s, and no time changes that mixed work does both. The answers read from such a number are left
 * out; every other word still counts.
 */
export function takeAsMeasured(reading: Understanding, known: Quantities, isMixed: boolean): Understanding {
  const { measured, quantities } = reading;
  // Pasted output of a tool says itself whether the job computes.
  if (measured !== undefined || !(isMixed ? hasTime(quantities) : fits(quantities, known))) return reading;
  const evidence = reading.evidence.filter(({ text }) => !/\d/.test(text));
  const answers = Object.entries(reading.answers).filter(([slot]) =>
    evidence.some((each) => each.slot === slot),
  );
  return { ...reading, evidence, answers: Object.fromEntries(answers) };
}

function hasTime({ cpuSeconds, ioWaitSeconds, latencySeconds }: Quantities): boolean {
  return (cpuSeconds ?? ioWaitSeconds ?? latencySeconds) !== undefined;
}

/** Whether one part of the time was measured, and it is the smaller one beside the other that is known. */
function fits({ cpuSeconds, ioWaitSeconds, latencySeconds }: Quantities, known: Quantities): boolean {
  if (latencySeconds !== undefined || (cpuSeconds === undefined) === (ioWaitSeconds === undefined))
    return false;
  const other = cpuSeconds === undefined ? known.cpuSeconds : (known.ioWaitSeconds ?? known.latencySeconds);
  return other !== undefined && (cpuSeconds ?? ioWaitSeconds ?? 0) <= other;
}
