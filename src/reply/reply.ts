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

/** A way on to offer as a button: the `choose` event it sends, its label, and the word that says the same. */
const offerSchema = choiceSchema.extend({ label: z.string(), say: z.string() });
export type Offer = z.infer<typeof offerSchema>;

/**
 * What is recommended beside the main thing: for each part of mixed work (which has a name and a sizing of its own),
 * or for what the chart takes along (streams beside coroutines).
 */
const partSchema = z.strictObject({
  name: z.string(),
  outcomes: z.array(z.string()),
  title: z.string(),
  how: z.string(),
  pitfalls: z.array(z.string()),
  sizing: z.record(z.string(), z.unknown()).nullable(),
  /** A further Python file; empty where the main one shows it. */
  code: z.string(),
});
export type PartAdvice = z.infer<typeof partSchema>;

const questionSchema = z.strictObject({
  type: z.literal('question'),
  decision: z.string(),
  text: z.string(),
  why: z.string(),
  options: z.array(z.strictObject({ id: z.string(), label: z.string() })),
  /** Answers beside the options, such as that both hold. */
  offers: z.array(offerSchema),
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
  /** Empty where one thing is recommended for all of the job. */
  parts: z.array(partSchema),
  /** The telling part of the code, to be shown with the answer. */
  excerpt: z.string(),
  /** A complete Python file, to be shown on demand; empty where the outcome has none. */
  code: z.string(),
  offers: z.array(offerSchema),
});

const explanationSchema = z.strictObject({
  type: z.literal('explanation'),
  topics: z.array(z.string()),
  text: z.string(),
  sources: z.array(sourceSchema),
  offers: z.array(offerSchema),
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

/** All that can be chosen as an answer to a question: its options, then what is offered beside them. */
export function choicesOf({ options, offers }: ReplyOf<'question'>): ReplyOf<'question'>['options'] {
  return [...options, ...offers.map(({ option, label }) => ({ id: option, label }))];
}
