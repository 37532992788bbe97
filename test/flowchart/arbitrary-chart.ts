import fc from 'fast-check';
import { refuseId } from '../../src/flowchart/read-node.ts';

/** Charts in every notation of the subset; what they say does not matter, only how. */

const id = fc.oneof(
  fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,5}$/).filter((name) => refuseId(name) === null),
  fc.constantFrom(
    'A',
    'B',
    'C',
    'D',
    'x',
    'o',
    'v',
    'node-1',
    '7',
    '1st',
    'Ende',
    'graphs',
    'TD',
    'subgraphX',
    'clicks',
  ),
);

const word = fc.constantFrom(
  ...[
    'Use',
    'a',
    'few',
    'workers?',
    'I/O',
    'C#',
    '50%',
    "it's",
    'x',
    'o',
    'end',
    'graph',
    'style',
    'größer',
    '日本',
  ],
  ...[
    '<br/>',
    '<br>',
    '<BR />',
    '#quot;',
    '#35;',
    '&amp;',
    '&lt;',
    '&',
    '< 2',
    '> 5',
    '=',
    'a-b',
    '1.5',
    '#nbsp;',
    '\\n',
  ],
  ...[
    'R&D',
    '*all*',
    '_one_',
    'a/b',
    '!',
    ',',
    ':',
    '1',
    'naïve',
    '✓',
    "'",
    '$',
    '^',
    '~',
    '`',
    '…',
    'v',
    'click',
  ],
);
const letters = fc.stringMatching(/^[A-Za-z0-9]{1,3}$/);
const words = fc.tuple(letters, fc.array(word, { maxLength: 4 }), fc.constantFrom('', '.', '?'));
const bare = words.map(([first, rest, last]) => [first, ...rest].join(' ') + last);
const quoted = fc
  .tuple(
    bare,
    fc.constantFrom('', ' (all)', ' [one]', ' {two}', ' | three', '; four', ' @home', ' --> five', ' %% six'),
  )
  .map((parts) => `"${parts.join('')}"`);
const label = fc.oneof(bare, quoted);

const brackets = fc.constantFrom(
  ...[
    ['[', ']'],
    ['(', ')'],
    ['([', '])'],
    ['[[', ']]'],
    ['[(', ')]'],
    ['((', '))'],
  ],
  ...[
    ['(((', ')))'],
    ['>', ']'],
    ['{', '}'],
    ['{', '}'],
    ['{{', '}}'],
  ],
  ...[
    ['[/', '/]'],
    ['[\\', '\\]'],
    ['[/', '\\]'],
    ['[\\', '/]'],
  ],
);
/** One text and shape for each id, so that no node contradicts itself. */
const texts = fc.dictionary(
  id,
  fc.tuple(brackets, label).map(([[open, close], text]) => `${open}${text}${close}`),
  { minKeys: 3, maxKeys: 8 },
);

const blank = fc.constantFrom('', ' ', '  ', '\t');
const gap = fc.constantFrom(' ', '  ', '\t');
const length = fc.integer({ min: 2, max: 5 });
const head = fc.constantFrom('>', '>', '>', 'x', 'o');

const line = fc.oneof(
  length.map((count) => '-'.repeat(count)),
  length.map((count) => '='.repeat(count)),
  length.map((count) => `-${'.'.repeat(count - 1)}-`),
);
/** A blank goes before and behind what could be taken for a part of the arrow. */
const arrow = fc.oneof(
  fc.tuple(gap, line, head, gap).map((parts) => parts.join('')),
  fc.tuple(blank, line, blank).map(([before, stroke, after]) => `${before}${stroke}>${after}`),
  fc
    .tuple(gap, line, gap)
    .map(
      ([before, stroke, after]) => `${before}${stroke}${stroke.startsWith('-.') ? '' : stroke[0]}${after}`,
    ),
  fc
    .tuple(gap, line, head, label, fc.constantFrom('', ' '))
    .map(([before, stroke, end, text, after]) => `${before}${stroke}${end}|${text}|${after}`),
  fc.tuple(gap, label, fc.constantFrom('-->', '--->', '--x', '---'), gap).map(inside('--')),
  fc.tuple(gap, label, fc.constantFrom('==>', '====>', '==o', '==='), gap).map(inside('==')),
  fc.tuple(gap, label, fc.constantFrom('.->', '..->', '-.->', '.-', '.-x'), gap).map(inside('-.')),
);

function inside(start: string) {
  return ([before, text, end, after]: [string, string, string, string]) =>
    `${before}${start} ${text.startsWith('"') ? text : text.replace(/[=.]/g, '')} ${end}${after}`;
}

interface Piece {
  readonly kind: 'chain' | 'subgraph' | 'end' | 'plain';
  readonly text: string;
}

function chain(ids: readonly string[], boxes: Readonly<Record<string, string>>): fc.Arbitrary<Piece> {
  const node = fc
    .tuple(fc.constantFrom(...ids), fc.boolean(), fc.constantFrom('', '', '', ':::look'))
    .map(([name, boxed, style]) => `${name}${boxed ? boxes[name] : ''}${style}`);
  const group = fc
    .array(node, { minLength: 1, maxLength: 3 })
    .chain((nodes) => gap.map((blanks) => nodes.join(`${blanks}&${blanks}`)));
  return fc
    .tuple(
      group,
      fc.array(fc.tuple(arrow, group), { maxLength: 3 }),
      fc.constantFrom('', ' ', ';', ' ;', ';;'),
    )
    .map(([first, rest, end]) => ({
      kind: 'chain' as const,
      text: `${first}${rest.flat().join('')}${end}`.replace(/(^|[\s&>|\d])([xo])(?=[-=.])/g, '$1$2 '),
    }));
}

const opening = fc
  .tuple(fc.nat({ max: 99 }), bare)
  .chain(([number, title]) =>
    fc.constantFrom(
      `subgraph group ${number} of nodes`,
      `subgraph group${number}`,
      `subgraph group${number} [${title}]`,
      `subgraph group${number}["${title}"]`,
      `subgraph "${title}"`,
    ),
  )
  .map((text): Piece => ({ kind: 'subgraph', text }));

const aside = fc
  .constantFrom(
    ...[
      '',
      '   ',
      '%% a comment, with [ and {',
      '%%{init: {"theme": "dark"}}%%',
      'classDef look fill:#f9f,stroke:#333;',
    ],
    ...[
      'class A look',
      'class A,B look;',
      'linkStyle default stroke:#ff3',
      'click A "https://example.org/?a=b" "tip"',
    ],
    ...[
      'click A callback',
      'accTitle: what it is about',
      'accDescr { two\n lines }',
      'direction LR',
      '%%{\n init: {}\n}%%',
    ],
  )
  .map((text): Piece => ({ kind: 'plain', text }));

const header = fc
  .tuple(fc.constantFrom('graph', 'flowchart'), fc.constantFrom('', ' TD', ' TB', ' BT', '  LR', ' RL'))
  .map((parts) => parts.join(''));
const frontMatter = fc.constantFrom(
  '',
  '',
  '---\ntitle: A chart\n---\n',
  '---\nconfig:\n  theme: dark\n---\n\n',
);
const lineEnd = fc.constantFrom('\n', '\n', '\r\n');

/** Charts that both Mermaid and the chart reader read. */
export const chartText = texts.chain((boxes) => {
  const ids = Object.keys(boxes);
  const end = fc.constant<Piece>({ kind: 'end', text: 'end' });
  const piece = fc.oneof(
    { arbitrary: chain(ids, boxes), weight: 6 },
    { arbitrary: opening, weight: 2 },
    { arbitrary: end, weight: 2 },
    { arbitrary: aside, weight: 2 },
  );
  return fc
    .tuple(frontMatter, header, fc.array(fc.tuple(blank, piece), { maxLength: 8 }), lineEnd)
    .map(([matter, first, pieces, newline]) => {
      const body = balance(pieces.map(([indent, { kind, text }]) => ({ kind, text: `${indent}${text}` })));
      return `${matter}${first}\n${body.join('\n')}`.replaceAll('\n', newline);
    });
});

/** Drops each end that closes nothing and each second subgraph of a name; adds the ends that are missing. */
function balance(pieces: readonly Piece[]): string[] {
  const lines: string[] = [];
  const names = new Set<string>();
  let depth = 0;
  for (const { kind, text } of pieces) {
    const name = kind === 'subgraph' ? (/group\d+|"[^"]*"|group \d+/.exec(text)?.[0] ?? text) : text;
    if ((kind === 'end' && depth === 0) || (kind === 'subgraph' && names.has(name))) continue;
    if (kind === 'subgraph') names.add(name);
    depth += kind === 'subgraph' ? 1 : kind === 'end' ? -1 : 0;
    lines.push(text);
  }
  return [...lines, ...Array<string>(depth).fill('end')];
}
