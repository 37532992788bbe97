import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Ask } from './controls.ts';
import { type Verb, writeCustomId } from './custom-id.ts';
import { MOST_MODAL_INPUT } from './limits.ts';
import { SIZE_FIELDS, type SizeField } from './size-fields.ts';

export type Form = APIModalInteractionResponseCallbackData;

/** The name of the only field of the forms for words. */
export const WORDS = 'words';

/** Free text where plain messages are not heard. */
export function wordsForm(ask: Ask, parts: readonly string[] = []): Form {
  const input = textInput(WORDS, TextInputStyle.Paragraph, {
    placeholder: 'We call an API from FastAPI, 50 requests per second, 3 s each',
    required: true,
    max_length: MOST_MODAL_INPUT,
  });
  const field = label('What is it like?', 'An answer, a question, or a description of the job', input);
  return {
    ...form(ask, 'say', 'In your own words', [field]),
    custom_id: writeCustomId({ key: ask.key, owner: ask.owner, verb: 'say', parts }),
  };
}

/** "What if …": a comparison that changes nothing. */
export function whatIfForm(ask: Ask): Form {
  const input = textInput(WORDS, TextInputStyle.Short, {
    placeholder: '10x traffic and half the latency',
    required: true,
    max_length: 500,
  });
  return form(ask, 'suppose', 'What if…', [label('What if…', 'One fact changed, or several', input)]);
}

/** The numbers that matter most for an estimate; all may be left out. */
export function numbersForm(ask: Ask): Form {
  const fields = SIZE_FIELDS.filter(({ isInForm }) => isInForm);
  return form(
    ask,
    'fill',
    'Numbers for the estimate',
    fields.map((field) =>
      label(
        field.label,
        hintOf(field),
        textInput(field.option, TextInputStyle.Short, { required: false, max_length: 40 }),
      ),
    ),
  );
}

function hintOf({ unit, description }: SizeField): string {
  switch (unit) {
    case 'count':
      return description;
    case 'milliseconds':
      return 'Such as 250 ms or 3 s; without a unit: milliseconds';
    case 'minutes':
      return 'Such as 90 min or 2 h; without a unit: minutes';
    case 'gibibytes':
      return 'Such as 512 MiB or 16 GiB; without a unit: GiB';
  }
}

function form(ask: Ask, verb: Verb, title: string, components: readonly APILabelComponent[]): Form {
  return {
    custom_id: writeCustomId({ key: ask.key, owner: ask.owner, verb, parts: [] }),
    title,
    components: [...components],
  };
}

function label(
  text: string,
  description: string,
  component: APILabelComponent['component'],
): APILabelComponent {
  return { type: ComponentType.Label, label: text, description, component };
}

function textInput(
  customId: string,
  style: TextInputStyle,
  rest: { readonly placeholder?: string; readonly required: boolean; readonly max_length: number },
) {
  return { type: ComponentType.TextInput, custom_id: customId, style, ...rest } as const;
}
