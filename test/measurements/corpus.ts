import { readFileSync } from 'node:fs';
import type { Understand } from '../../src/understanding/understand.ts';
import type { Quantities } from '../../src/understanding/understanding.ts';

/**
 * Measurements as people paste them, and the facts in them. `made` tells how each came about: by running a tool, or by
 * hand after its documented output. `corpus.jsonl` was looked at while the readers were written. `held-back.jsonl`, a
 * third drawn by a hash of `made`, was only counted; two of its samples were looked at and have moved to the corpus.
 * Programs that compute were run with real-time priority, so that a busy machine did not make them look like waiting ones.
 */
export interface Sample {
  readonly id: string;
  readonly made: string;
  readonly text: string;
  readonly context?: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly quantities: Quantities;
  /** Facts that may be read and need not. */
  readonly optional?: Readonly<Record<string, string>>;
}

export type Part = 'corpus' | 'held-back';

export function samplesOf(part: Part): Sample[] {
  // Compiled for the evaluation, this file lies elsewhere than its data.
  const folder = new URL('.', import.meta.url).pathname.replace('/dist/', '/');
  const lines = readFileSync(`${folder}${part}.jsonl`, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line) as Sample);
}

export interface Count {
  readonly facts: number;
  readonly found: number;
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

/** How many of the facts are found, and which are wrong: read but not there, or with another value. */
export function count(understand: Understand, samples: readonly Sample[]): Count {
  let facts = 0;
  const wrong: string[] = [];
  const missed: string[] = [];
  for (const { id, text, context, answers, quantities, optional = {} } of samples) {
    const reading = understand(text, context ?? null);
    const read = { ...reading.answers, ...reading.quantities } as Record<string, string | number>;
    const gold = { ...answers, ...quantities } as Record<string, string | number>;
    facts += Object.keys(gold).length;
    for (const [name, value] of Object.entries(gold)) {
      if (!isSame(read[name], value)) missed.push(`${id} ${name}=${value}`);
    }
    for (const [name, value] of Object.entries(read)) {
      if (!isSame(gold[name], value) && optional[name] === undefined) wrong.push(`${id} ${name}=${value}`);
    }
  }
  return { facts, found: facts - missed.length, wrong, missed };
}

function isSame(a: string | number | undefined, b: string | number): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  return Math.abs(a - b) <= 0.01 * Math.abs(b) + 1e-9;
}

/** One line for the evaluation. */
export function countText(understand: Understand, part: Part): string {
  const samples = samplesOf(part);
  const { facts, found, wrong } = count(understand, samples);
  return `${samples.length} measurements (${part}): ${found} of ${facts} facts found, ${wrong.length} wrong`;
}
