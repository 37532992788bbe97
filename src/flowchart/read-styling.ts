import { Refusal } from './cursor.ts';
import { RESERVED_WORDS, refuseId } from './read-node.ts';

/** What a styling statement speaks of: it must be there, for Mermaid makes or breaks what is not. */
export interface Styling {
  readonly nodes: readonly string[];
  readonly links: readonly number[];
}

interface Form {
  readonly pattern: RegExp;
  readonly mend: string;
}

const ID = String.raw`\w+(?:-\w+)*`;
const IDS = `${ID}(?:,${ID})*`;
const STYLES = String.raw`[\w #:,.%!\t-]+`;
const QUOTED = '"[^"`][^"]*"';

const FORMS: Readonly<Record<string, Form>> = {
  style: {
    pattern: new RegExp(`^style[ \\t](?<node>${ID})[ \\t](?<styles>${STYLES})$`),
    mend: 'write style Node fill:#f9f,stroke:#333 on a line of its own',
  },
  classDef: {
    pattern: new RegExp(`^classDef[ \\t](?<names>${IDS})[ \\t](?<styles>${STYLES})$`),
    mend: 'write classDef name fill:#f9f,stroke:#333 on a line of its own',
  },
  class: {
    pattern: new RegExp(`^class[ \\t](?<names>${IDS})[ \\t]${ID}$`),
    mend: 'write class Node1,Node2 name on a line of its own, without a blank after the comma or at the end',
  },
  linkStyle: {
    pattern: new RegExp(
      `^linkStyle[ \\t](?:default|(?<links>\\d+(?:,\\d+)*))[ \\t](?:interpolate[ \\t][a-zA-Z]+(?:[ \\t](?<after>${STYLES}))?|(?<styles>${STYLES}))$`,
    ),
    mend: 'write linkStyle 0,1 stroke:#f00 or linkStyle default stroke:#f00 on a line of its own',
  },
  click: {
    pattern: new RegExp(
      `^click[ \\t]+(?<names>${ID})[ \\t](?:(?:href[ \\t])?${QUOTED}(?:[ \\t]${QUOTED})?(?:[ \\t]_(?:self|blank|parent|top))?` +
        `|call[ \\t]+${ID}\\([^()]*\\)(?:[ \\t]${QUOTED})?|(?<callback>${ID})(?:[ \\t]${QUOTED})?)$`,
    ),
    mend: 'write click Node "https://…" or click Node callback on a line of its own, with single blanks',
  },
};

/** Whether the line is about looks or clicks: read, and passed over. */
export function isStyling(statement: string): boolean {
  const word = /^(\w+)[ \t]/.exec(statement)?.[1];
  return word !== undefined && Object.hasOwn(FORMS, word);
}

/** Reads a whole `style`, `classDef`, `class`, `linkStyle` or `click` statement. */
export function readStyling(line: string): Styling | Refusal {
  const word = /^\w+/.exec(line)?.[0] ?? '';
  const form = FORMS[word];
  const statement = line.replace(/;[ \t]*$/, '');
  const groups = form?.pattern.exec(statement)?.groups;
  if (form === undefined || groups === undefined) {
    return new Refusal(`this ${word} statement is not understood`, form?.mend ?? 'remove it');
  }
  const styles = groups.styles ?? groups.after;
  const names = [...(groups.names ?? '').split(','), groups.callback ?? '', groups.node ?? ''];
  const wrongName = names.find((name) => name !== 'default' && refuseId(name) !== null);
  if (wrongName !== undefined || (styles !== undefined && !isStyles(styles))) {
    return new Refusal(`this ${word} statement is not understood`, form.mend);
  }
  if (statement !== line && endsInEntity(word, statement)) {
    return new Refusal(
      `Mermaid takes the end of this ${word} statement for an entity`,
      'remove its semicolon',
    );
  }
  return {
    nodes: groups.node === undefined ? [] : [groups.node],
    links: groups.links?.split(',').map(Number) ?? [],
  };
}

/** Mermaid refuses empty items, arrows and most of its own words among the styles. */
function isStyles(styles: string): boolean {
  const items = styles.split(',');
  if (items.some((item) => item.trim() === '') || /--|-\.|\.-|:::/.test(styles)) return false;
  const words = styles.match(/[A-Za-z_]+/g) ?? [];
  return words.every((word) => word === 'style' || (word !== 'v' && !RESERVED_WORDS.has(word)));
}

/** `#333;` is an entity to Mermaid, but for a colour that follows its colon directly, after `style` or `classDef`. */
function endsInEntity(word: string, statement: string): boolean {
  if (!/#\w+$/.test(statement)) return false;
  return !((word === 'style' || word === 'classDef') && /:[^\s:]*#/.test(statement));
}
