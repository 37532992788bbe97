import { z } from 'zod';
import { PLATFORMS } from '../understanding/platform.ts';
import { reflow } from './reflow.ts';

/** Text that is posted to people: Markdown's bold, code, code fences, bullet lists and links, nothing else. */
const markdown = z.string().trim().min(1).transform(reflow);
const identifier = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9-]*$/, 'letters, digits and hyphens, beginning with a letter');

/** What a button says: a phone shows no more of it. */
const buttonLabel = z.string().min(1).max(38);

/** Where a statement can be read up: a page, its section, the versions it holds for. */
export const sourceSchema = z.strictObject({
  page: z.string().min(1),
  section: z.string().min(1).optional(),
  version: z.string().min(1).optional(),
  url: z.url(),
});
export type Source = z.infer<typeof sourceSchema>;

/**
 * `sources.yaml`: the pages that may be cited and the sections read in them, so that nobody cites what does not exist.
 */
export const documentsSchema = z.array(
  z.strictObject({
    /** The short name under which the page is cited. */
    page: z.string().min(1),
    /** The full title, where it says more. */
    title: z.string().min(1).optional(),
    url: z.url(),
    version: z.string().min(1).optional(),
    /** When, and in which file where the page is made from one. */
    read: z.string().min(1),
    sections: z.array(z.string().min(1)).default([]),
  }),
);
export type Documents = z.infer<typeof documentsSchema>;

const optionSchema = z.strictObject({
  id: identifier,
  /** The label on the arrow in the chart. */
  chart: z.string().min(1),
  /** The label on the button. */
  label: buttonLabel,
  /** A clause that completes "because …" in a recommendation. */
  because: z.string().min(1),
  /** Short forms under which a reply names this option. */
  synonyms: z.array(z.string().min(1)).default([]),
  /** Answers that go without saying once this one is given; anything said outweighs them. */
  implies: z.record(identifier, identifier).default({}),
});
export type Option = z.infer<typeof optionSchema>;

const adviceSchema = z.strictObject({
  /** This advice is for ways through this node (or all of these); without it, for every other way. */
  via: z.union([identifier, z.array(identifier).min(2)]).optional(),
  title: z.string().min(1).max(100),
  /** One or two sentences: why this is the answer. The answers given are told before it. */
  why: markdown,
  /** How to do it: two to four sentences or bullets. */
  how: markdown,
  pitfalls: z.array(markdown).min(1).max(4),
  /** What would lead to another choice. */
  otherwise: z.array(markdown).min(1).max(4),
  /** What differs between Python versions. */
  versions: z.array(markdown).default([]),
  sources: z.array(sourceSchema).min(1),
  /** Which sizing model applies (see src/sizing); none where there is nothing to size. */
  leaf: z.string().optional(),
  /** A runnable file under `code/`. */
  code: z
    .string()
    .regex(/^[a-z0-9_]+\.(py|sql|sh)$/)
    .optional(),
});
export type Advice = z.infer<typeof adviceSchema>;

/**
 * What to say where all options of a decision hold at once, each for a part of the job. Each part is then led its own
 * way through the chart; this advice joins what the two ways come to.
 */
const bothSchema = z.strictObject({
  label: buttonLabel,
  because: z.string().min(1),
  /** What each option's part is called, in the order in which the answer tells of them. */
  parts: z.record(identifier, z.string().min(1).max(30)),
  /** Answers to other decisions that the division itself settles. */
  settles: z.record(identifier, identifier).default({}),
  advice: z.array(adviceSchema.omit({ leaf: true })).min(1),
});

/** `decisions/<NodeId>.yaml` */
export const decisionSchema = z.strictObject({
  question: markdown,
  why: markdown,
  howToFindOut: markdown,
  /** The command that finds it out, by platform, ready to paste; `{python}` stands for the interpreter. `linux` is the default. */
  commands: z.partialRecord(z.enum(PLATFORMS), z.string().min(1)).optional(),
  /** The command for a free-threaded build, where it is another. */
  freeThreadedCommand: z.string().min(1).optional(),
  /** The option to go with until one knows better, and why that is safe. */
  safeDefault: z.strictObject({ option: identifier, because: markdown }),
  options: z.array(optionSchema).min(2).max(25),
  /** Only where options can hold side by side. */
  both: bothSchema.optional(),
});
export type Decision = z.infer<typeof decisionSchema>;

/** `outcomes/<NodeId>.yaml` */
export const outcomeSchema = z.strictObject({ advice: z.array(adviceSchema).min(1) });
export type Outcome = z.infer<typeof outcomeSchema>;

/** `topics/<NodeId or topic id>.yaml`: the answer to "what is …?" */
export const topicSchema = z.strictObject({
  title: z.string().min(1).max(80),
  text: markdown,
  sources: z.array(sourceSchema).min(1),
  /** Other nodes of the chart which this text explains as well. */
  covers: z.array(identifier).default([]),
  /**
   * Recommendations that lead through one of these nodes, or that take several processes, point here: the label of
   * the button and the word that says the same.
   */
  attach: z
    .strictObject({
      via: z.array(identifier).min(1),
      label: buttonLabel,
      say: z.string().min(1),
    })
    .optional(),
});
export type Topic = z.infer<typeof topicSchema>;

/** `comparisons/<name>.yaml`: a table whose rows are picked by the question. */
export const comparisonSchema = z.strictObject({
  title: z.string().min(1),
  aspects: z.array(z.string().min(1)).min(2).max(8),
  rows: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(40),
        /** A question about any of these topics picks the row. */
        topics: z.array(identifier).min(1),
        cells: z.array(z.string().min(1).max(120)),
      }),
    )
    .min(2),
  sources: z.array(sourceSchema).min(1),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/** `voice.yaml`: what Gilbert says about himself, whatever the chart is about. */
export const voiceSchema = z.strictObject({
  /** The first line of a conversation. */
  greeting: markdown,
  /** What can be asked and which words steer the conversation. */
  help: markdown,
  /** One friendly line for what lies outside; the examples follow it. */
  offTopic: markdown,
  examples: z.array(z.string().min(1)).length(3),
});
export type Voice = z.infer<typeof voiceSchema>;
