import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A piece of Python with the faults that are in it. */
export interface Sample {
  readonly file: string;
  readonly name: string;
  readonly code: string;
  /** `rule line` for each. */
  readonly faults: readonly string[];
  /** Kept back: never looked at while rules were written. */
  readonly isHeldBack: boolean;
}

const folder = new URL('samples', import.meta.url).pathname;

/**
 * The samples: `# === name` begins one, `#! rule` marks a line with a fault and is taken away before it is read.
 * A third is held back, by a hash of the name.
 */
export const samples: readonly Sample[] = readdirSync(folder)
  .sort()
  .flatMap((file) => {
    const parts = readFileSync(join(folder, file), 'utf8').split(/^# === (.+)\n/m);
    return parts
      .slice(1)
      .flatMap((name, index, all) => (index % 2 === 0 ? [read(file, name, all[index + 1] ?? '')] : []));
  });

function read(file: string, name: string, marked: string): Sample {
  const lines = marked.split('\n');
  return {
    file,
    name,
    code: lines.map((line) => line.replace(/ *#! .*$/, '')).join('\n'),
    faults: lines.flatMap((line, index) => {
      const rules = /#! (.*)$/.exec(line)?.[1]?.split(' ') ?? [];
      return rules.map((rule) => `${rule} ${index + 1}`);
    }),
    isHeldBack: createHash('sha256').update(name).digest().readUInt8(0) % 3 === 0,
  };
}

/** How well findings agree with the labels: what was found right, what was found though it is not there, what was missed. */
export function scoreFindings(chosen: readonly Sample[], find: (code: string) => readonly string[]) {
  let right = 0;
  const wrong: string[] = [];
  const missed: string[] = [];
  for (const sample of chosen) {
    const found = find(sample.code);
    const place = `${sample.file}, ${sample.name}`;
    right += found.filter((each) => sample.faults.includes(each)).length;
    wrong.push(...found.filter((each) => !sample.faults.includes(each)).map((each) => `${place}: ${each}`));
    missed.push(...sample.faults.filter((each) => !found.includes(each)).map((each) => `${place}: ${each}`));
  }
  return {
    precision: right / Math.max(1, right + wrong.length),
    recall: right / Math.max(1, right + missed.length),
    right,
    wrong,
    missed,
  };
}
