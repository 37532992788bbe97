import type { Readable, Writable } from 'node:stream';

/** A line that could be read, or what is wrong with it. */
export type Line = { readonly text: string } | { readonly error: string };

/** Longer lines are refused: no message is that long, and a stream without line ends must not fill the memory. */
const LONGEST_LINE_BYTES = 4 * 2 ** 20;

/** The lines of a byte stream as they come, each checked to be UTF-8. Empty lines are passed over. */
export async function* readLines(input: Readable): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let length = 0;
  const finish = (): Line | null => {
    const line = length > LONGEST_LINE_BYTES ? null : Buffer.concat(parts);
    parts = [];
    length = 0;
    if (line === null) return { error: `the line is longer than ${LONGEST_LINE_BYTES} bytes` };
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(line).trim();
      return text === '' ? null : { text };
    } catch {
      return { error: 'the line is not valid UTF-8' };
    }
  };
  const keep = (part: Buffer) => {
    length += part.length;
    if (length <= LONGEST_LINE_BYTES) parts.push(part);
  };

  for await (const chunk of input) {
    let rest = Buffer.from(chunk as Buffer);
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      keep(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
      const line = finish();
      if (line) yield line;
    }
    keep(rest);
  }
  const last = finish();
  if (last) yield last;
}

/** Answers each JSON line with one JSON line, in order; what cannot be read gets `{"error": …}`. */
export async function answerJsonLines(
  input: Readable,
  output: Writable,
  answer: (value: unknown) => unknown,
): Promise<void> {
  for await (const line of readLines(input)) {
    const reply = 'error' in line ? line : await answerText(line.text, answer);
    if (!output.write(`${JSON.stringify(reply)}\n`)) {
      await new Promise((resolve) => output.once('drain', resolve));
    }
  }
}

async function answerText(text: string, answer: (value: unknown) => unknown): Promise<unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (problem) {
    return { error: `the line is not JSON: ${problem instanceof Error ? problem.message : problem}` };
  }
  return answer(value);
}
