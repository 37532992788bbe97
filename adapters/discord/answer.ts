import { button } from './controls.ts';
import type { Form } from './forms.ts';
import { type Control, type DiscordMessage, packMessages, type Section } from './message.ts';
import type { Place } from './place.ts';

/** What is to be sent; how it gets to Discord is not known here. */
export type Answer =
  | {
      readonly type: 'messages';
      /** For the place, or for one person in a private conversation. */
      readonly open: readonly DiscordMessage[];
      /** For the one who spoke or pressed only. */
      readonly closed: readonly DiscordMessage[];
      readonly isPrivate: boolean;
      readonly replaces: boolean;
      /** Answered before, by this or another copy of the program: sent only where somebody still waits for it. */
      readonly isRepeated: boolean;
      /** The open messages once more, with their pictures, which take longer than the words. */
      readonly illustrated?: () => Promise<readonly DiscordMessage[]>;
    }
  | { readonly type: 'form'; readonly form: Form }
  | { readonly type: 'thread'; readonly name: string; readonly messages: readonly DiscordMessage[] };

/** For one person only. */
export function closed(sections: readonly Section[]): Extract<Answer, { type: 'messages' }> {
  const messages = packMessages(sections);
  return {
    type: 'messages',
    open: [],
    closed: messages,
    isPrivate: true,
    replaces: false,
    isRepeated: false,
  };
}

/** A line for one person only, with what can be done about it. */
export function alone(
  words: string,
  controls: readonly Control[] = [],
): Extract<Answer, { type: 'messages' }> {
  return closed([{ ...text(words), rows: [controls] }]);
}

export function text(words: string): Section {
  return { accent: null, parts: [{ type: 'text', text: words }], rows: [] };
}

/** For a button of a conversation that has expired. */
export function gone(place: Place): Answer {
  return alone('I no longer have that conversation.', [button(place, 'begin', 'Begin anew')]);
}

/** For a button of a recommendation that was changed or taken back since. */
export function movedOn(place: Place): Answer {
  return alone('That advice no longer holds: a question is open again.', [
    button(place, 'begin', 'Begin anew'),
  ]);
}
