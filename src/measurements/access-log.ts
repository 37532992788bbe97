import { type Measurement, type PasteLine, type ReadTool, shorten, spansOf } from './measurement.ts';
import { figure, round, seconds } from './numbers.ts';

const REQUEST =
  /"?\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \/\S{0,400}(?: HTTP\/\d(?:\.\d)?"?)?|"?method"?[:=] ?"?(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/;
/** The mean stands for all of them only where median and mean agree so far. */
const ALIKE = 0.05;
const MOST_SPREAD = 3;
const LONGEST_SECONDS = 86_400;

/** Access-log lines of gunicorn, uvicorn and the like that tell how long a request took. */
export const readAccessLog: ReadTool = ({ lines }) => {
  const format = /%\(([DLM])\)s/.exec(lines.find(({ text }) => text.includes('%('))?.text ?? '')?.[1] ?? null;
  const requests = lines.filter(({ text }) => REQUEST.test(text) && /\b[1-5]\d\d\b/.test(text));
  const timed = requests.flatMap((line) => {
    const found = durationOf(line, format);
    return found === null ? [] : [{ line, ...found }];
  });
  const [first] = timed;
  if (first === undefined) return withoutDurations(requests);
  const base = { tool: 'access log', signs: [], words: shorten(first.words), spans: spansOf(requests) };
  const values = timed.map(({ value }) => value).sort((a, b) => a - b);
  if (values.some((value) => !(value >= 0 && value <= LONGEST_SECONDS))) {
    return [
      {
        ...base,
        quantities: {},
        text: 'access log: these durations cannot be. I take nothing from them.',
        isImplausible: true,
      },
    ];
  }
  const middle = values[Math.floor((values.length - 1) / 2)] ?? 0;
  const upper = values[Math.floor(values.length / 2)] ?? 0;
  const median = round((middle + upper) / 2);
  const mean = round(values.reduce((sum, value) => sum + value, 0) / values.length);
  const read = `access log: ${values.length} ${values.length === 1 ? 'request' : 'requests'}, median ${figure(median * 1000)} ms, mean ${figure(mean * 1000)} ms`;
  const isNarrow = (values.at(-1) ?? 0) <= MOST_SPREAD * (values[0] ?? 0);
  if (median > 0 && isNarrow && Math.abs(mean - median) <= ALIKE * median) {
    const text = `${read}. That is the time of one on the clock; the log does not tell computing from waiting.`;
    return [{ ...base, quantities: { latencySeconds: median }, text } satisfies Measurement];
  }
  const text = `${read}. They differ too much for one figure; tell me which requests count.`;
  return [{ ...base, quantities: {}, text }];
};

/** Log lines whose durations are not told, or not in which unit: they are no prose either. */
function withoutDurations(requests: readonly PasteLine[]): Measurement[] {
  const logged = requests.filter(({ text }) => / HTTP\/\d/.test(text));
  const [first] = logged;
  if (first === undefined) return [];
  const text =
    'access log: no durations with a unit, so I take nothing from it. `%(L)s` of gunicorn adds seconds.';
  const words = shorten(REQUEST.exec(first.text)?.[0] ?? '');
  return [{ tool: 'access log', signs: [], quantities: {}, words, text, spans: spansOf(logged) }];
}

const NAMED =
  /\b(?:duration|took|request_time|response_time|rt|time|elapsed|latency|process_time|in)(?:_(ms|s|us|seconds))?["']?\s?[=: ]\s?["']?(\d{1,9}(?:\.\d{1,9})?)\s?(us|µs|ms|s|sec|seconds)?(?![\w.])/i;
const WITH_UNIT = /[\s(["](\d{1,9}(?:\.\d{1,9})?)\s?(us|µs|ms|s|sec|seconds)\)?\]?"?\s{0,4}$/;
const LAST_FRACTION = /\s"?(\d{1,6}\.\d{3,9})"?$/;
const LAST_WHOLE = /\s"?(\d{1,12})"?$/;

/** How long a request took; null where the line does not tell, or not in which unit. */
function durationOf(
  { text }: PasteLine,
  format: string | null,
): { readonly value: number; readonly words: string } | null {
  const after = text.slice((REQUEST.exec(text)?.index ?? 0) + 1).replace(/^.{0,500}?HTTP\/\d(?:\.\d)?"?/, '');
  const named = NAMED.exec(after);
  const [words, suffix, number, unit] = named ?? [];
  const ownUnit = unit ?? suffix;
  if (words !== undefined && ownUnit !== undefined) return { value: seconds(number, ownUnit), words };
  const withUnit = WITH_UNIT.exec(after);
  if (withUnit !== null) return { value: seconds(withUnit[1], withUnit[2]), words: withUnit[0] };
  // A fraction to the millisecond without a unit is one of a second.
  if (words !== undefined && number !== undefined && /^\d{1,3}\.\d{3,9}$/.test(number))
    return { value: seconds(number, 's'), words };
  const fraction = LAST_FRACTION.exec(after);
  // %(L)s of gunicorn and $request_time of nginx: seconds with a fraction.
  if (fraction !== null) return { value: seconds(fraction[1], 's'), words: fraction[0] };
  const whole = LAST_WHOLE.exec(after);
  if (whole === null || format === null || format === 'L') return null;
  return { value: seconds(whole[1], format === 'D' ? 'us' : 'ms'), words: whole[0] };
}
