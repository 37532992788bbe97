import { z } from 'zod';
import { SIGNS } from '../measurements/measurement.ts';
import { MENTIONS } from './mentions.ts';
import { INTENTS, type QuantityName } from './understanding.ts';

const intent = z.enum(INTENTS);
const QUANTITY_NAMES = [
  'requestsPerSecond',
  'concurrentUsers',
  'jobsTotal',
  'deadlineSeconds',
  'cores',
  'hosts',
  'memoryBytes',
  'memoryPerWorkerBytes',
  'p95TargetSeconds',
  'ioWaitSeconds',
  'cpuSeconds',
  'latencySeconds',
] as const satisfies readonly QuantityName[];
const figure = z.number().positive().optional();
const figures = Object.fromEntries(QUANTITY_NAMES.map((name) => [name, figure])) as Record<
  (typeof QUANTITY_NAMES)[number],
  typeof figure
>;
/** The numbers a message states about the job, in base units. */
const statedQuantities = z.strictObject({ ...figures, pythonVersion: z.string().min(1).optional() });
/** Decision to option, both as the chart names them. */
const answers = z.record(z.string().min(1), z.string().min(1));

/**
 * `phrases/<any name>.yaml`: groups of example messages. All messages of a group mean the same: the group states
 * everything a senior engineer would certainly conclude from each of them, and nothing else.
 */
export const phraseFileSchema = z.array(
  z.strictObject({
    intent: intent.default('workload'),
    /** The question the messages reply to; without it they open a conversation. */
    context: z.string().min(1).optional(),
    answers: answers.default({}),
    /** Answers one may or may not draw from these messages: neither learned nor unlearned. */
    maybe: answers.default({}),
    /** Node or topic ids the messages ask about. */
    topics: z.array(z.string().min(1)).default([]),
    /** As posted; with the numbers it states where these are labelled, `{}` for none. */
    messages: z
      .array(
        z.union([
          z.string().min(1),
          z.strictObject({ text: z.string().min(1), quantities: statedQuantities }),
        ]),
      )
      .min(1),
  }),
);
export type PhraseFile = z.infer<typeof phraseFileSchema>;
export type ExampleMessage = PhraseFile[number]['messages'][number];

/** An example message as posted. */
export function textOf(message: ExampleMessage): string {
  return typeof message === 'string' ? message : message.text;
}

const phrases = z.array(z.string().min(1)).min(1);

/** `lexicon/<any name>.yaml`: words and phrases that settle something by themselves (notation: see pattern.ts). */
export const lexiconFileSchema = z.strictObject({
  /** Words that are used alike, written `$name` in phrases of any lexicon file. */
  classes: z.record(z.string().min(1), phrases).default({}),
  /** Like classes, of names rather than words: a kind is a sign to the models, and never what a misspelt word meant. */
  kinds: z.record(z.string().min(1), phrases).default({}),
  /** Phrases that settle decisions. */
  facts: z
    .array(
      z.strictObject({
        /** Only as a reply to one of these questions. */
        context: z.array(z.string().min(1)).default([]),
        says: answers,
        /** Only where one of these words occurs in the message as well, or one of its questions is open. */
        with: z.array(z.string().min(1)).default([]),
        /** Questions that, while open, do as well as the words of `with`. */
        near: z.array(z.string().min(1)).default([]),
        /** Only where none of these words occurs. */
        without: z.array(z.string().min(1)).default([]),
        /** What the negated phrase says; without it, a negated phrase says nothing. */
        negated: answers.default({}),
        /** `plain` says it in so many words; `sure` settles it; `hint` needs a second sign; `pull` outweighs what else was said. */
        weight: z.enum(['plain', 'sure', 'hint', 'pull']).default('sure'),
        phrases,
      }),
    )
    .default([]),
  /** Phrases that tell what a message is for. */
  intents: z
    .array(z.strictObject({ intent, weight: z.enum(['sure', 'hint']).default('sure'), phrases }))
    .default([]),
  /** Names of a topic, by node or topic id. */
  topics: z.record(z.string().min(1), phrases).default({}),
  /** Answers that follow from any answer to the first decision, or from that option of it. */
  entails: z
    .array(z.strictObject({ from: z.string(), option: z.string().optional(), says: answers }))
    .default([]),
  /** Questions of which a conversation meets those of one list only. */
  branches: z.array(z.array(z.string().min(1))).default([]),
  /** Decision to the quantity a bare number means in a reply to its question. */
  counts: z.record(z.string().min(1), z.enum(QUANTITY_NAMES)).default({}),
  /** How sure the models have to be of an answer no phrase backs, where that is not the usual. */
  caution: z.record(z.string().min(1), z.number().min(0).max(1)).default({}),
  /** How the answer to a decision may be mentioned without being stated. */
  mentions: z.record(z.string().min(1), z.enum(MENTIONS)).default({}),
  /** What follows when the stated numbers need more than one task at a time. */
  tooMuchForOne: answers.default({}),
  /** What follows when they need far less than one task at a time. */
  enoughWithOne: answers.default({}),
  /** What the signs of pasted measurements settle. */
  measured: z.partialRecord(z.enum(SIGNS), answers).optional(),
  /** Topics a question of this intent is about; named beside them, others are only where it happens. */
  subjects: z.partialRecord(intent, z.array(z.string().min(1))).default({}),
  /** Topics that a question of this intent is not about when it names enough others: they are where it happens. */
  places: z.partialRecord(intent, z.array(z.string().min(1))).default({}),
  /** What follows from a number from or up to a bound. */
  bounds: z
    .array(
      z.strictObject({
        quantity: z.enum(QUANTITY_NAMES),
        from: z.number().optional(),
        to: z.number().optional(),
        says: answers,
      }),
    )
    .default([]),
  /** What a figure is, by the words around it: the first rule that fits names it. */
  quantities: z
    .array(
      z.strictObject({
        is: z.enum([...QUANTITY_NAMES, 'none']),
        /** Bounds of the figure. */
        from: z.number().optional(),
        to: z.number().optional(),
        /** Only beside one of these. */
        beside: z.array(z.enum(QUANTITY_NAMES)).default([]),
        /** Only where no figure was found to be one of these. */
        missing: z.array(z.enum(QUANTITY_NAMES)).default([]),
        /** Only where that is what is counted: words in the plural, or any plural. */
        things: z.union([z.array(z.string().min(1)), z.literal('any')]).optional(),
        /** The figure is divided by the time in the same phrase. */
        per: z.literal('time').optional(),
        /** Which kind of figure is meant where the phrases have several; without it the kind the name tells. */
        names: z.enum(['time', 'bytes', 'rate', 'count']).optional(),
        /** The figure is multiplied by the count in the same phrase. */
        times: z.literal('count').optional(),
        /** Only in a message that has no figure but counts. */
        alone: z.literal(true).optional(),
        /** Only in a sentence with one of these words. */
        with: z.array(z.string().min(1)).default([]),
        /** Only in a sentence without any of these words. */
        without: z.array(z.string().min(1)).default([]),
        phrases,
      }),
    )
    .default([]),
  /** Ordinary words that must not be taken for misspelt terms. */
  ordinary: z.array(z.string().min(1)).default([]),
});
export type LexiconFile = z.infer<typeof lexiconFileSchema>;
