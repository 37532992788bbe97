import type { Outgoing } from '../../src/gilbert.ts';

/**
 * Whether a reply that several people in a thread could read was for each other rather than for Gilbert: it tells
 * nothing of the job and asks nothing. While a question is open, whatever may be meant as its answer is for him.
 */
export function isTalkAmongPeople({ reading, replies }: Outgoing): boolean {
  if (reading === null) return false;
  const { intent, understood, act, evidence, quantities, findings } = reading;
  const tells = evidence.length > 0 || Object.keys(quantities).length > 0 || findings !== undefined;
  const explains = replies.some(({ type }) => !['notice', 'question'].includes(type));
  if (tells || explains) return false;
  const goesOn = replies.some(({ type }) => type === 'question');
  // "Ok" may have taken what was offered.
  if (act === 'accept') return !goesOn;
  return intent === 'smalltalk' || intent === 'offtopic' || (!understood && !goesOn);
}

/** Who has written in which thread, as far as it matters: one person or several. */
export interface Speakers {
  /** True once somebody else has written there before or after that person. */
  readonly areSeveral: (conversationId: string, user: string) => boolean;
}

const MOST_REMEMBERED = 10_000;
const SEVERAL = Symbol('several');

/** Bounded: the thread that was quiet for longest is forgotten first. */
export function createSpeakers(): Speakers {
  const known = new Map<string, string | typeof SEVERAL>();
  return {
    areSeveral: (conversationId, user) => {
      const before = known.get(conversationId) ?? user;
      const now = before === user ? user : SEVERAL;
      known.delete(conversationId);
      known.set(conversationId, now);
      const oldest = known.keys().next();
      if (known.size > MOST_REMEMBERED && !oldest.done) known.delete(oldest.value);
      return now === SEVERAL;
    },
  };
}
