import type { Conversation, Entry } from '../conversation/conversation.ts';

/** Who stands in a conversation for people whose data was deleted. */
export const SOMEONE = 'someone';
/** Stands for words that were deleted; not empty, because no words at all would mean that nothing was said. */
const NO_WORDS = '…';

/** Everybody with an entry in the conversation. */
export function speakersOf(conversation: Conversation): readonly string[] {
  return [...new Set(conversation.entries.map(({ user }) => user))];
}

/** The conversation without that person's name and words. The facts stay: others' answers rest on them. */
export function anonymise(conversation: Conversation, user: string): Conversation {
  const withoutTrace = (entry: Entry): Entry => {
    if (entry.user !== user) return entry;
    if (entry.kind !== 'said') return { ...entry, user: SOMEONE };
    const evidence = entry.evidence.map((each) => ({ ...each, text: NO_WORDS }));
    return { ...entry, user: SOMEONE, evidence };
  };
  return { ...conversation, entries: conversation.entries.map(withoutTrace) };
}
