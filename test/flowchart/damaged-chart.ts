import fc from 'fast-check';
import { chartText } from './arbitrary-chart.ts';

const shred = fc.constantFrom(
  ...[...'-=.<>|&;:,"\'`[](){}/\\#%@~!?*_ \n\t\r', 'A', 'B', 'x', 'o', 'v', '1'],
  ...[
    '-->',
    '---',
    '-.->',
    '-.-',
    '==>',
    '===',
    '--',
    '==',
    '-.',
    '.-',
    '--o',
    '--x',
    '~~~',
    '<-->',
    '-->|a|',
    '%%',
    '%%{',
  ],
  ...[
    'A[',
    'B{',
    '](',
    '"]',
    '["',
    '<br/>',
    '#quot;',
    '&amp;',
    ':::',
    'end',
    'subgraph ',
    'graph',
    'style A fill:#fff',
  ],
  ...[
    'class A b',
    'click A "b"',
    'linkStyle 0 stroke:#fff',
    'direction LR',
    'classDef a b:c',
    'accTitle: a',
    'accDescr {',
  ],
  ...[
    '---\n',
    'default',
    'call ',
    'href ',
    ' & ',
    '\u00a0',
    '\u2028',
    'é',
    '@{ shape: rect }',
    '[|',
    '(-',
    '}%%',
    '="',
  ],
);

/** Charts with a few shreds put in, cut out or put in place of others. */
export const mutatedChart = fc
  .tuple(
    chartText,
    fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(0, 0, 1, 1, 2, 5),
        fc.option(shred, { freq: 2 }),
      ),
      {
        minLength: 1,
        maxLength: 2,
      },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((chart, [place, cut, put]) => {
      const at = Math.floor(place * chart.length);
      return `${chart.slice(0, at)}${put ?? ''}${chart.slice(at + cut)}`;
    }, text),
  );

/** Shreds behind a header. */
export const shreds = fc.array(shred, { maxLength: 25 }).map((parts) => `graph TD\n${parts.join('')}`);
