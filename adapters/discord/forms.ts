import {
  type APILabelComponent,
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  TextInputStyle,
} from 'discord.js';
import type { Ask } from './controls.ts';
import { type Verb, writeCustomId } from './custom-id.ts';
import { MOST_MODAL_INPUT } from './limits.ts';
import { HOST, HOSTS, LOAD, LOAD_KIND, LOAD_KINDS, TIME_FIELDS } from './size-form.ts';

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
  return form(ask, 'say', 'In your own words', [field], parts);
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

/** The numbers that matter most for an estimate; all may be left out, and some may be filled in already. */
export function numbersForm(
  ask: Ask,
  parts: readonly string[] = [],
  filled: Readonly<Record<string, string>> = {},
): Form {
  const typed = { required: false, max_length: 40 } as const;
  const times = TIME_FIELDS.map((field) =>
    label(
      field.label,
      'Such as 250 ms or 3 s; without a unit: milliseconds',
      textInput(field.option, TextInputStyle.Short, { ...typed, ...filledWith(filled[field.option]) }),
    ),
  );
  const fields = [
    label('What do you count?', 'How the work comes in', {
      type: ComponentType.RadioGroup,
      custom_id: LOAD_KIND,
      required: true,
      options: LOAD_KINDS.map(({ value, label }, index) => ({
        value,
        label,
        default: filled[LOAD_KIND] === undefined ? index === 0 : value === filled[LOAD_KIND],
      })),
    }),
    label(
      'How many?',
      'Such as 50, 20k or 1,000,000',
      textInput(LOAD, TextInputStyle.Short, { ...typed, ...filledWith(filled[LOAD]) }),
    ),
    ...times,
    label('One host', 'Cores and memory of a machine or container', {
      type: ComponentType.StringSelect,
      custom_id: HOST,
      placeholder: 'Not known yet',
      required: false,
      options: HOSTS.map(({ value, label }) => ({ value, label, default: value === filled[HOST] })),
    }),
  ];
  return form(ask, 'fill', 'Numbers for the estimate', fields, parts);
}

function form(
  { key, owner }: Ask,
  verb: Verb,
  title: string,
  components: readonly APILabelComponent[],
  parts: readonly string[] = [],
): Form {
  return {
    custom_id: writeCustomId({ key, owner, verb, parts }),
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

function filledWith(value: string | undefined): { readonly value?: string } {
  return value === undefined ? {} : { value };
}

function textInput(
  customId: string,
  style: TextInputStyle,
  rest: {
    readonly placeholder?: string;
    readonly value?: string;
    readonly required: boolean;
    readonly max_length: number;
  },
) {
  return { type: ComponentType.TextInput, custom_id: customId, style, ...rest } as const;
}
