import { z } from 'zod';
import type { DecisionId, OptionId } from '../../src/flowchart/flowchart.ts';

/** Raised when an older button would be misread; such a press is then answered with a way to begin again. */
const SCHEMA_VERSION = 1;

/** What a button, select or form stands for. It travels through Slack, so that it works after a restart. */
export interface Meaning {
  readonly conversationId: string;
  readonly decision?: DecisionId;
  readonly option?: OptionId;
}

const valueSchema = z.object({
  v: z.literal(SCHEMA_VERSION),
  c: z.string().min(1).max(200),
  d: z.string().optional(),
  o: z.string().optional(),
});

export function encodeMeaning({ conversationId, decision, option }: Meaning): string {
  return JSON.stringify({ v: SCHEMA_VERSION, c: conversationId, d: decision, o: option });
}

/** Null for anything this version did not write. The content comes from a client and is no proof of anything. */
export function decodeMeaning(value: string): Meaning | null {
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch {
    return null;
  }
  const result = valueSchema.safeParse(json);
  if (!result.success) return null;
  const { c, d, o } = result.data;
  return {
    conversationId: c,
    ...(d === undefined ? {} : { decision: d }),
    ...(o === undefined ? {} : { option: o }),
  };
}
