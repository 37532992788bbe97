import { type Measurement, unreadOf } from './measurement.ts';
import { readMeasurements } from './read-measurements.ts';
import { linesOf, proseWithout, type Span, splitPaste } from './split-paste.ts';

/** A message taken apart into what was measured and what was written. */
export interface Taken {
  readonly measurements: readonly Measurement[];
  /** The message without its measurements and the blocks they stand in, so that no number in them is read as one of the job. */
  readonly prose: string;
}

/** Words and the marks between them: no tool shows anything without figures or signs. */
const PLAIN_WORDS = /^[A-Za-z\s.,;?!'’–-]*$/;
/** So short a text has no more lines than are read. */
const SHORT = 1000;

/** Takes the measurements out of a message. Without any, the prose is the message as it is. */
export function takeMeasurements(text: string): Taken {
  if (text.length <= SHORT && PLAIN_WORDS.test(text)) return { measurements: [], prose: text };
  const measurements = readMeasurements(text);
  const spans = measurements.flatMap((measurement) => measurement.spans);
  const { blocks } = splitPaste(text);
  const pasted = blocks.filter(
    ({ kind, start, end }) => kind === 'console' || (kind === 'other' && touches(spans, start, end)),
  );
  // Other lines of the same output: a banner, a header, a row of figures.
  const lines = spans.length === 0 ? [] : linesOf(text);
  const rest = lines.filter((line) => isOutput(line.text));
  const unread = unreadOf(lines);
  const all: Span[] = [...spans, ...pasted, ...rest, ...(unread === null ? [] : [unread])];
  return { measurements, prose: all.length === 0 ? text : proseWithout(text, all) };
}

/** A line of figures, or the banner of sysstat: nobody writes such a line about a job. */
function isOutput(line: string): boolean {
  if (/^Linux \S{1,60} \(|^(?:Device|Filesystem)\s{2,}|^\d{1,12}inputs\+\d{1,12}outputs/.test(line))
    return true;
  const fields = line.slice(0, 1000).trim().split(/\s+/);
  const figures = fields.filter((field) => /^[-+]?[\d.,:]{1,20}[%kKmMgGs]?$/.test(field)).length;
  return fields.length >= 4 && figures >= 3 && figures >= (2 / 3) * fields.length;
}

function touches(spans: readonly Span[], start: number, end: number): boolean {
  return spans.some((span) => span.start < end && start < span.end);
}
