import {
  type APIButtonComponentWithCustomId,
  type APIStringSelectComponent,
  ButtonStyle,
  ComponentType,
} from 'discord.js';
import { choicesOf, type Offer, type ReplyOf } from '../../src/reply/reply.ts';
import { ANEW, shortPart, type Verb, writeCustomId } from './custom-id.ts';
import { MOST_BUTTON_LABEL, MOST_OPTION_BUTTONS, MOST_OPTION_TEXT, MOST_OPTIONS } from './limits.ts';
import { clip } from './markdown.ts';
import type { Control } from './message.ts';
import type { Place } from './place.ts';

type Style = ButtonStyle.Primary | ButtonStyle.Secondary | ButtonStyle.Success | ButtonStyle.Danger;
export type Ask = Pick<Place, 'key' | 'owner'>;

export function button(
  { key, owner }: Ask,
  verb: Verb,
  label: string,
  parts: readonly string[] = [],
  style: Style = ButtonStyle.Secondary,
): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style,
    label: clip(label, MOST_BUTTON_LABEL),
    custom_id: writeCustomId({ verb, key, owner, parts }),
  };
}

/** A menu; what is picked comes back as its values. */
export function menu(
  { key, owner }: Ask,
  verb: Verb,
  placeholder: string,
  options: readonly { readonly id: string; readonly label: string; readonly description?: string }[],
  parts: readonly string[] = [],
): APIStringSelectComponent {
  return {
    type: ComponentType.StringSelect,
    custom_id: writeCustomId({ verb, key, owner, parts }),
    placeholder: clip(placeholder, 150),
    options: options.slice(0, MOST_OPTIONS).map(({ id, label, description }) => ({
      value: shortPart(id),
      label: clip(label, MOST_OPTION_TEXT),
      ...(description ? { description: clip(description, MOST_OPTION_TEXT) } : {}),
    })),
  };
}

/** The options of a question, and the ways around it. */
export function questionRows(question: ReplyOf<'question'>, place: Place): readonly (readonly Control[])[] {
  const { decision } = question;
  const options = choicesOf(question);
  const answers: readonly Control[] =
    options.length <= MOST_OPTION_BUTTONS
      ? options.map(({ id, label }) => button(place, 'choose', label, [decision, id], ButtonStyle.Primary))
      : [menu(place, 'pick', 'Choose an answer', options, [decision])];
  const around = [
    button(place, 'unsure', 'Not sure'),
    button(place, 'why', 'Why?'),
    button(place, 'back', 'Back'),
    button(place, 'restart', 'Start over'),
    button(place, 'words', 'In my own words'),
  ];
  return [answers, around, placeRow(place)];
}

/** What can be done with a recommendation. */
export function recommendationRows(
  reply: ReplyOf<'recommendation'>,
  place: Place,
): readonly (readonly Control[])[] {
  const outcome = reply.outcomes[0] ?? '';
  const code = reply.code === '' ? [] : [button(place, 'show', 'Show code', ['code', outcome])];
  return [
    [
      button(place, 'whatif', 'What if…', [], ButtonStyle.Primary),
      button(place, 'answers', 'Change an answer'),
      button(place, 'numbers', 'Numbers…'),
    ],
    [
      ...code,
      button(place, 'show', 'More', ['more', outcome]),
      button(place, 'why', 'Why', [ANEW]),
      ...offerButtons(reply.offers, place),
    ],
    [
      button(place, 'judge', 'Helpful', ['helpful', outcome], ButtonStyle.Success),
      button(place, 'judge', 'Not helpful', ['unhelpful', outcome]),
      button(place, 'restart', 'Start over', [ANEW]),
      button(place, 'words', 'In my own words', [ANEW]),
    ],
    placeRow(place),
  ];
}

/** Ways on as buttons; each is a choice like that of an option, answered in a new message. */
export function offerButtons(offers: readonly Offer[], place: Place): readonly Control[] {
  return offers.map(({ decision, option, label }) =>
    button(place, 'choose', label, [decision, option, ANEW]),
  );
}

/** A private answer may be shown to all, a public one go on in a thread. */
function placeRow(place: Place): readonly Control[] {
  if (place.canShare) return [button(place, 'share', 'Show to everybody')];
  return place.canThread ? [button(place, 'thread', 'Continue in a thread')] : [];
}
