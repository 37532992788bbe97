import { z } from 'zod';
import { sourceSchema } from '../knowledge/schema.ts';

/*
 * What Gilbert says, before any platform has a say in how it looks. Text is a small Markdown: bold, code,
 * fences, bullets and links. Platform limits are met where replies are rendered, not here.
 */

const choiceSchema = z.strictObject({ decision: z.string(), option: z.string() });

/** An answer as it was read, with the words it came from; `said` is false where another answer implies it. */
export const understoodSchema = z.strictObject({
  decision: z.string(),
  option: z.string(),
  label: z.string(),
  words: z.string(),
  said: z.boolean(),
});
export type Understood = z.infer<typeof understoodSchema>;

const questionSchema = z.strictObject({
  type: z.literal('question'),
  decision: z.string(),
  text: z.string(),
  why: z.string(),
  options: z.array(z.strictObject({ id: z.string(), label: z.string() })),
  understood: z.array(understoodSchema),
});

const recommendationSchema = z.strictObject({
  type: z.literal('recommendation'),
  outcomes: z.array(z.string()),
  /** Node ids from the start of the chart to the outcomes. */
  path: z.array(z.string()),
  answers: z.record(z.string(), z.string()),
  title: z.string(),
  /** The why in terms of the answers, and how to do it. */
  text: z.string(),
  pitfalls: z.array(z.string()),
  otherwise: z.array(z.string()),
  versions: z.array(z.string()),
  sources: z.array(sourceSchema),
  understood: z.array(understoodSchema),
  /** The estimate as `size --json` prints it; null while there are no numbers to size from. */
  sizing: z.record(z.string(), z.unknown()).nullable(),
  /** What `size --json` gives that estimate for; null without one. */
  sizingInput: z.record(z.string(), z.unknown()).nullable(),
  /** The estimate in words, or what is missing for one. */
  sizingText: z.string(),
  /** A complete Python file; empty where the outcome has none. */
  code: z.string(),
});

const explanationSchema = z.strictObject({
  type: z.literal('explanation'),
  topics: z.array(z.string()),
  text: z.string(),
  sources: z.array(sourceSchema),
});

const comparisonReplySchema = z.strictObject({
  type: z.literal('comparison'),
  title: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.strictObject({ name: z.string(), cells: z.array(z.string()) })),
  sources: z.array(sourceSchema),
});

const noticeSchema = z.strictObject({
  type: z.literal('notice'),
  text: z.string(),
  /** For the person who pressed or wrote only, where the platform can do that. */
  private: z.boolean(),
  /** A correction to offer as a button: the `change` event it sends, and its label. */
  offer: choiceSchema.extend({ label: z.string() }).nullable(),
});

const errorSchema = z.strictObject({ type: z.literal('error'), text: z.string() });

export const replySchema = z.discriminatedUnion('type', [
  questionSchema,
  recommendationSchema,
  explanationSchema,
  comparisonReplySchema,
  noticeSchema,
  errorSchema,
]);
export type Reply = z.infer<typeof replySchema>;
export type ReplyOf<Type extends Reply['type']> = Extract<Reply, { type: Type }>;
