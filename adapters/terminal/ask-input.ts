import { fstatSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { splitPaste } from '../../src/measurements/split-paste.ts';

/** What `ask` was called with, or what is wrong with it. */
export type AskInput = { readonly text: string; readonly withCode: boolean } | { readonly error: string };

/** How the question and what goes with it are given. */
export const ASK_USAGE = 'npm run ask -- "your question" [--file job.py] [--code]';
/** More than this no message may have; the rest of a longer input is not read. */
const LONGEST_BYTES = 1_000_000;
/** How long a pipe may stay silent beside a question: some pipes are open and never written to. */
const SILENCE_MILLISECONDS = 10_000;

/** The question in words, a file and standard input, put together as one message. */
export async function readAskInput(
  words: readonly string[],
  stdin: Readable & { isTTY?: boolean },
): Promise<AskInput> {
  let parsed: { values: { file?: string; code?: boolean }; positionals: string[] };
  try {
    const options = { file: { type: 'string', short: 'f' }, code: { type: 'boolean' } } as const;
    parsed = parseArgs({ args: [...words], options, allowPositionals: true });
  } catch (problem) {
    return { error: problem instanceof Error ? problem.message : String(problem) };
  }
  const { file, code = false } = parsed.values;
  const question = parsed.positionals.join(' ');
  const fromFile = file === undefined ? '' : await readWhole(file);
  if (typeof fromFile !== 'string') return fromFile;
  const piped = await readPiped(stdin, question !== '' || fromFile !== '');
  if (typeof piped !== 'string') return piped;
  const pasted = [
    pastedText(fromFile, file ?? '', true),
    pastedText(piped, '', question !== '' || fromFile !== ''),
  ];
  const text = [question, ...pasted].filter((part) => part.trim() !== '').join('\n\n');
  return text === '' ? { error: 'There is nothing to answer.' } : { text, withCode: code };
}

/** A file or a pipe as one would paste it: between fences, where something stands beside it. */
function pastedText(content: string, file: string, isBeside: boolean): string {
  if (content.trim() === '' || content.includes('```')) return content;
  const isPython = /\.pyw?$/.test(file) || splitPaste(content).blocks.some(({ kind }) => kind === 'code');
  if (isPython) return `\`\`\`python\n${content}\n\`\`\``;
  return isBeside ? `\`\`\`\n${content}\n\`\`\`` : content;
}

async function readWhole(file: string): Promise<string | { readonly error: string }> {
  try {
    const { size } = await stat(file);
    return size > LONGEST_BYTES ? tooLong(file) : await readFile(file, 'utf8');
  } catch (problem) {
    const isMissing = problem instanceof Error && (problem as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isMissing
      ? 'there is no such file'
      : problem instanceof Error
        ? problem.message
        : String(problem);
    return { error: `--file ${file}: ${why}` };
  }
}

function tooLong(what: string) {
  return { error: `${what} is longer than ${LONGEST_BYTES} bytes; give the part that matters` };
}

async function readPiped(
  stdin: Readable & { isTTY?: boolean },
  isBeside: boolean,
): Promise<string | { readonly error: string }> {
  if (stdin.isTTY || !isPiped()) return '';
  const parts: Buffer[] = [];
  let length = 0;
  let isSilent = true;
  const end = new AbortController();
  const silence = isBeside ? setTimeout(() => end.abort(), SILENCE_MILLISECONDS) : undefined;
  try {
    const chunks = stdin.iterator({ destroyOnReturn: true });
    end.signal.addEventListener('abort', () => isSilent && stdin.destroy());
    for await (const chunk of chunks) {
      isSilent = false;
      clearTimeout(silence);
      parts.push(Buffer.from(chunk as Buffer));
      length += parts.at(-1)?.length ?? 0;
      if (length > LONGEST_BYTES) return tooLong('The input');
    }
  } catch (problem) {
    // A pipe that stayed silent was closed above.
    if (!end.signal.aborted) throw problem;
    process.stderr.write('Nothing came on standard input; this is the answer without it.\n');
  } finally {
    clearTimeout(silence);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Whether something may come: a pipe, a file or a socket, not a device such as /dev/null. */
function isPiped(): boolean {
  try {
    const input = fstatSync(0);
    return input.isFIFO() || input.isFile() || input.isSocket();
  } catch {
    return false;
  }
}
