import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type APIComponentInContainer,
  type APIMessageTopLevelComponent,
  type APIStringSelectComponent,
  ComponentType,
} from 'discord.js';
import type { Picture } from '../pictures.ts';
import { MOST_ALT_TEXT, MOST_BUTTONS_IN_ROW, MOST_COMPONENTS, MOST_FILES, MOST_TEXT } from './limits.ts';
import { clip, lengthOf, splitText } from './markdown.ts';

export interface DiscordFile {
  readonly name: string;
  readonly data: Buffer;
}

/** One message of the components layout ("V2"), which has neither content nor embeds. */
export interface DiscordMessage {
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly files: readonly DiscordFile[];
}

export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'picture'; readonly picture: Picture }
  | { readonly type: 'file'; readonly file: DiscordFile };

export type Control = APIButtonComponentWithCustomId | APIStringSelectComponent;

/** What belongs together: parts, framed where there is an accent colour, and rows of controls below. */
export interface Section {
  readonly accent: number | null;
  readonly parts: readonly Part[];
  readonly rows: readonly (readonly Control[])[];
}

interface Draft {
  components: APIMessageTopLevelComponent[];
  files: DiscordFile[];
  textLength: number;
  count: number;
  readonly customIds: Set<string>;
}

/** Sections as as few messages as the limits allow; text that is too long for one goes on in the next. */
export function packMessages(sections: readonly Section[]): DiscordMessage[] {
  const drafts: Draft[] = [newDraft()];
  let draft = drafts[0] ?? newDraft();
  const next = () => {
    draft = newDraft();
    drafts.push(draft);
  };

  for (const { accent, parts, rows } of sections) {
    let frame: APIComponentInContainer[] | null = null;
    const add = (component: APIComponentInContainer, textLength: number, files: readonly DiscordFile[]) => {
      const opens = accent !== null && frame === null;
      const isFull =
        draft.count + (opens ? 2 : 1) > MOST_COMPONENTS ||
        draft.textLength + textLength > MOST_TEXT ||
        draft.files.length + files.length > MOST_FILES;
      if (isFull && draft.count > 0) {
        next();
        frame = null;
      }
      if (accent !== null && frame === null) {
        frame = [];
        draft.components.push({ type: ComponentType.Container, accent_color: accent, components: frame });
        draft.count += 1;
      }
      if (frame === null) draft.components.push(component);
      else frame.push(component);
      draft.count += 1;
      draft.textLength += textLength;
      draft.files.push(...files);
    };

    for (const part of parts) {
      for (const { component, textLength, files } of componentsOf(part)) add(component, textLength, files);
    }
    for (const row of rows) {
      const fresh = row
        .filter(({ custom_id }) => !draft.customIds.has(custom_id))
        .slice(0, MOST_BUTTONS_IN_ROW);
      if (fresh.length === 0) continue;
      if (draft.count + 1 + fresh.length > MOST_COMPONENTS) next();
      draft.components.push(rowOf(fresh));
      draft.count += 1 + fresh.length;
      for (const { custom_id } of fresh) draft.customIds.add(custom_id);
    }
  }
  return drafts.filter(({ count }) => count > 0).map(({ components, files }) => ({ components, files }));
}

interface Sized {
  readonly component: APIComponentInContainer;
  readonly textLength: number;
  readonly files: readonly DiscordFile[];
}

function componentsOf(part: Part): Sized[] {
  switch (part.type) {
    case 'text':
      return splitText(part.text, MOST_TEXT).map((content) => ({
        component: { type: ComponentType.TextDisplay, content },
        textLength: lengthOf(content),
        files: [],
      }));
    case 'picture': {
      const { name, data, altText } = part.picture;
      const item = { media: { url: `attachment://${name}` }, description: clip(altText, MOST_ALT_TEXT) };
      const component = { type: ComponentType.MediaGallery, items: [item] } as const;
      return [
        { component: { ...component, items: [...component.items] }, textLength: 0, files: [{ name, data }] },
      ];
    }
    case 'file': {
      const file = { url: `attachment://${part.file.name}` };
      return [{ component: { type: ComponentType.File, file }, textLength: 0, files: [part.file] }];
    }
  }
}

function rowOf(
  controls: readonly Control[],
): APIActionRowComponent<APIButtonComponentWithCustomId | APIStringSelectComponent> {
  return { type: ComponentType.ActionRow, components: [...controls] };
}

function newDraft(): Draft {
  return { components: [], files: [], textLength: 0, count: 0, customIds: new Set() };
}
