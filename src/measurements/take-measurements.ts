import type { Measurement } from './measurement.ts';
import { readMeasurements } from './read-measurements.ts';
import { proseWithout, type Span, splitPaste } from './split-paste.ts';

/** A message taken apart into what was measured and what was written. */
export interface Taken {
  readonly measurements: readonly Measurement[];
  /** The message without its measurements and the blocks they stand in, so that no number in them is read as one of the job. */
  readonly prose: string;
}

/** Takes the measurements out of a message. Without any, the prose is the message as it is. */
export function takeMeasurements(text: string): Taken {
  const measurements = readMeasurements(text);
  const spans = measurements.flatMap((measurement) => measurement.spans);
  const { blocks } = splitPaste(text);
  const pasted = blocks.filter(
    ({ kind, start, end }) => kind === 'console' || (kind === 'other' && touches(spans, start, end)),
  );
  const all: Span[] = [...spans, ...pasted];
  return { measurements, prose: all.length === 0 ? text : proseWithout(text, all) };
}

function touches(spans: readonly Span[], start: number, end: number): boolean {
  return spans.some((span) => span.start < end && start < span.end);
}
