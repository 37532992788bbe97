import { createHash } from 'node:crypto';
import { MOST_CUSTOM_ID } from './limits.ts';

/** Changes when an older button would be read wrongly. */
const SCHEMA = 'g1';

/** What a button, menu or form is for. */
export const VERBS = [
  'choose',
  'change',
  'pick',
  'unsure',
  'why',
  'back',
  'restart',
  'begin',
  'words',
  'say',
  'whatif',
  'suppose',
  'answers',
  'answer',
  'numbers',
  'fill',
  'show',
  'judge',
  'thread',
  'share',
] as const;
export type Verb = (typeof VERBS)[number];

/** A last part: the answer is for everybody, though the button stands in a message only one person sees. */
export const ALOUD = 'aloud';
/** A last part: the answer is for one person, though it comes of a form that no message shows. */
export const HUSHED = 'hushed';
/** A last part: the answer is a new message, and the one with the button stays as it is. */
export const ANEW = 'anew';

/** Everything a button has to know, so that it works after a restart and on another copy of the program. */
export interface Press {
  readonly verb: Verb;
  /** The conversation (see conversation-key.ts). */
  readonly key: string;
  /** The id of the only user who may answer; null where everybody in the place may. */
  readonly owner: string | null;
  /** Such as a decision and an option. */
  readonly parts: readonly string[];
}

const NOBODY = '_';
const LONGEST_PART = 20;
const KEY = /^[0-9a-z]{1,13}(-[0-9a-z]{1,13})?$/;
const PART = /^[A-Za-z0-9~.-]{1,40}$/;

/** `g1:choose:<conversation>:<owner>:TaskType:io`, at most 100 characters. */
export function writeCustomId({ verb, key, owner, parts }: Press): string {
  const id = [SCHEMA, verb, key, owner === null ? NOBODY : shortSnowflake(owner), ...parts.map(shortPart)];
  return id.join(':');
}

/** What a custom id says; null when it is none of ours, of another schema version, or damaged. */
export function readCustomId(customId: string): Press | null {
  if (customId.length > MOST_CUSTOM_ID) return null;
  const [schema, verb, key = '', owner = '', ...parts] = customId.split(':');
  const known = VERBS.find((each) => each === verb);
  if (schema !== SCHEMA || known === undefined || !KEY.test(key)) return null;
  if (parts.length > 3 || !parts.every((part) => PART.test(part))) return null;
  if (owner === NOBODY) return { verb: known, key, owner: null, parts };
  const user = longSnowflake(owner);
  return user === null ? null : { verb: known, key, owner: user, parts };
}

/** An id of the knowledge as it stands in a custom id; long ones are cut, with a hash that tells them apart. */
export function shortPart(id: string): string {
  if (id.length <= LONGEST_PART) return id;
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 8);
  return `${id.slice(0, LONGEST_PART - 9)}~${hash}`;
}

/** The id that a part of a custom id stands for; a part that stands for none is taken as it is. */
export function longPart(part: string, ids: readonly string[]): string {
  return ids.find((id) => shortPart(id) === part) ?? part;
}

/** Discord's 64-bit ids in base 36: 13 characters where the decimal takes 20. */
export function shortSnowflake(id: string): string {
  return BigInt(id).toString(36);
}

function longSnowflake(short: string): string | null {
  if (!/^[0-9a-z]{1,13}$/.test(short)) return null;
  let value = 0n;
  for (const digit of short) value = value * 36n + BigInt(Number.parseInt(digit, 36));
  return value < 2n ** 64n ? value.toString() : null;
}
