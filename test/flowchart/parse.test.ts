import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkChart } from '../../src/flowchart/check.ts';
import { parseChart } from '../../src/flowchart/parse.ts';
import { mutatedChart, shreds } from './damaged-chart.ts';
import { CONCURRENCY } from './read-chart.ts';

describe('a chart is read', () => {
  it('with nodes, arrows, subgraphs and their lines', () => {
    const text =
      'graph TD\n\nA[First<br/>node] -->|so| B{Q?}; B -- no --> C & D\nsubgraph two words\nC --> E((E))\nend';
    const { chart, faults } = parseChart(text);
    expect(faults).toEqual([]);
    expect(chart.nodes).toEqual([
      { id: 'A', label: 'First node', shape: 'rectangle', line: 3, subgraph: null },
      { id: 'B', label: 'Q?', shape: 'rhombus', line: 3, subgraph: null },
      { id: 'C', label: 'C', shape: 'rectangle', line: 3, subgraph: 'subGraph0' },
      { id: 'D', label: 'D', shape: 'rectangle', line: 3, subgraph: null },
      { id: 'E', label: 'E', shape: 'circle', line: 5, subgraph: 'subGraph0' },
    ]);
    expect(chart.edges).toEqual([
      { from: 'A', to: 'B', label: 'so', line: 3 },
      { from: 'B', to: 'C', label: 'no', line: 3 },
      { from: 'B', to: 'D', label: 'no', line: 3 },
      { from: 'C', to: 'E', label: null, line: 5 },
    ]);
    expect(chart.subgraphs).toEqual([{ id: 'subGraph0', title: 'two words', line: 4, parent: null }]);
  });

  it('with the line that gives a node its text', () => {
    const { chart } = parseChart('graph TD\nA --> B\nB[Text] --> C');
    expect(chart.nodes.map(({ id, line }) => [id, line])).toEqual([
      ['A', 2],
      ['B', 3],
      ['C', 3],
    ]);
  });

  it.each(['\n', '\r\n', '\r'])('with lines that end in %j', (newline) => {
    const { chart, faults } = parseChart(CONCURRENCY.replaceAll('\n', newline));
    expect(faults).toEqual([]);
    expect(chart).toEqual(parseChart(CONCURRENCY).chart);
  });

  it('by the lines of the file, whatever is passed over', () => {
    const text = '---\ntitle: T\n---\n%%{init: {\n}}%%\ngraph TD\n%% [\naccDescr {\n }\nA -> B';
    expect(parseChart(text).faults.map(({ line }) => line)).toEqual([10]);
  });
});

describe('a line that cannot be read is a fault', () => {
  const bracketed = 'close it on its line; a text that holds brackets, bars or quotes goes in "quotes"';
  const arrow = 'write A --> B, A -->|label| B or A -- label --> B';
  const styleMend = 'write style Node fill:#f9f,stroke:#333 on a line of its own';
  const header = 'begin the chart with graph and a direction: TD, TB, BT, LR or RL';
  const begin =
    'name a node by an id (letters, digits, _ and - between them), then its text in brackets: A[text]';
  const stop =
    'end the line here, put ; before it, or an arrow; the bracket of a node follows its id without a blank';

  it.each([
    ['A -> B', '"-> B" is not an arrow', arrow],
    ['A <--> B', '"<--> B" points both ways', 'write one arrow: A --> B'],
    ['A ~~~ B', 'an invisible arrow (~~~) leads nowhere one could go', arrow],
    ['A -- label B', 'the arrow before "label B" has no head', arrow],
    ['A --"label" B', '"B" does not end the arrow', arrow],
    ['A -->', 'the line ends where a node is expected', begin],
    ['--> B', '"--> B" does not begin a node', begin],
    ['A --> é', '"é" does not begin a node', begin],
    ['A[open', 'the [ of "[open" is not closed by ]', bracketed],
    ['A{{six}', 'the {{ of "{{six}" is not closed by }}', bracketed],
    ['A[/slash]', 'the [/ of "[/slash]" is not closed by /] or \\]', bracketed],
    ['A[f(x)]', 'the [ of "[f(x)]" is not closed by ]', bracketed],
    ['A["open]', 'a quoted text is not closed on its line', 'close it with "; for a line break write <br/>'],
    ['A["`**bold**`"]', 'a Markdown string ("`…`") is not understood', 'write plain text in plain quotes'],
    ['A[ ]', 'a text is empty', 'write what it shall say, or leave its brackets out'],
    ['A[a@b]', '"a@b" holds an @', 'put the text in "quotes"'],
    ['A(-5)', 'Mermaid takes (- for the edge of an ellipse', 'put the text in "quotes"'],
    [
      'A[<b>bold</b>]',
      'HTML in a text: "<b>bold</b>"',
      'use no tag but <br/>; for "less than" put a blank after <',
    ],
    [
      'A[#unheard;]',
      'the entity "#unheard;" is not known',
      'write the character itself, or &amp; for a plain &',
    ],
    ['A -->|open B', 'the label "|open B" is not closed by |', bracketed],
    ['A -->|a|  B', 'Mermaid refuses two blanks after |label|', 'leave one blank'],
    [
      'A --fox--> B',
      'Mermaid takes the last letter of the label "fox" for the tail of an arrowhead',
      'write -->|label|, with the label in "quotes" if it holds any',
    ],
    [
      'A == a=b ==> B',
      'the label "a=b" holds what the arrow is made of',
      'write -->|label|, with the label in "quotes" if it holds any',
    ],
    ['A---order', 'Mermaid takes the o of "---order" for an arrowhead', 'put a blank before the o'],
    ['x-->B', 'Mermaid takes the x of "x" for the tail of an arrow', 'put a blank before the arrow'],
    ['A&B', '"&B": & joins two nodes', 'write A & B with blanks'],
    ['A B', 'cannot read "B"', stop],
    ['A [text]', 'cannot read "[text]"', stop],
    ['A@{ shape: rect }', 'cannot read "@{ shape: rect }"', stop],
    ['A --> B %% why', 'cannot read "%% why"', stop],
    ['end', 'this end closes nothing', 'remove it, or begin a subgraph before it'],
    [
      'A --> end',
      '"end" has a meaning of its own in Mermaid',
      'give the node another id, such as one in capitals',
    ],
    ['A --> constructor', '"constructor" is a word of JavaScript\'s own', 'give the node another id'],
    ['A --> __proto__', '"__proto__" is a word of JavaScript\'s own', 'give the node another id'],
    ['A --> L_A_B_0', '"L_A_B_0" is how Mermaid names an arrow', 'give the node another id'],
    ['subgraph', 'a subgraph has no title', 'write subgraph id ["title"], or subgraph "title"'],
    ['subgraph a\nA', 'a subgraph is not closed', 'add a line end behind its last node'],
    ['%%', 'Mermaid draws a bare %% as a node', 'write a comment behind %%'],
    ['A %%{init: {}}%%', 'a directive stands inside a line', 'give %%{…}%% a line of its own'],
    ['%%{init: {', 'a directive is not closed', 'close it with }%% at the end of its line'],
    ['accDescr {', 'the accDescr block is not closed', 'close it with } at the end of its line'],
    ['A\u0007', 'the line holds the invisible character U+0007', 'remove it'],
    [
      'A[in direction TB]',
      'Mermaid takes the whole line for a direction',
      'give the direction a line of its own',
    ],
    [
      'A["style:#quot;"]',
      'Mermaid loses a semicolon behind "style … :# … ;"',
      'write the text without the colon',
    ],
    ['style A', 'this style statement is not understood', styleMend],
    ['style A fill:url(x)', 'this style statement is not understood', styleMend],
    [
      'style A fill:#fff',
      'style speaks of "A", which is not on the chart; Mermaid would draw it',
      'name a node of the chart, or remove the line',
    ],
    [
      'linkStyle 0 stroke:#fff',
      'there is no arrow 0 before this linkStyle',
      'arrows are counted from 0; put linkStyle behind them',
    ],
    [
      'linkStyle default stroke:#fff;',
      'Mermaid takes the end of this linkStyle statement for an entity',
      'remove its semicolon',
    ],
    [
      'graph LR',
      '"graph" has a meaning of its own in Mermaid',
      'give the node another id, such as one in capitals',
    ],
  ])('%j', (line, problem, mend) => {
    const { faults } = parseChart(`graph TD\n${line}`);
    expect(faults[0]).toEqual({ file: 'flowchart.mmd', line: 2, problem, mend });
  });

  it.each([
    ['', 'there is no chart', header],
    ['\n\n', 'there is no chart', header],
    ['A --> B', '"A --> B" is not the beginning of a flowchart', header],
    ['graph XY\nA', '"graph XY" is not the beginning of a flowchart', header],
    ['sequenceDiagram', '"sequenceDiagram" is not the beginning of a flowchart', header],
    [
      '---\ntitle: T\ngraph TD',
      'the front matter is not closed',
      'close it with a line --- before the chart',
    ],
    [
      '---\ntitle: [\n---\ngraph TD',
      'the front matter is not YAML',
      'write title: text, and quotes around special characters',
    ],
  ])('%j', (text, problem, mend) => {
    expect(parseChart(text).faults).toEqual([{ file: 'flowchart.mmd', line: 1, problem, mend }]);
  });

  it('and so is a node that contradicts itself', () => {
    const { faults } = parseChart('graph TD\nA[one] --> B(two)\nA[three]\nB{two}');
    expect(faults).toEqual([
      {
        file: 'flowchart.mmd',
        line: 3,
        problem: '"A" says "three" here and "one" on line 2',
        mend: 'keep one text, or give the second node its own id',
      },
      {
        file: 'flowchart.mmd',
        line: 4,
        problem: '"B" is a rhombus here and a round on line 2',
        mend: 'write its brackets once',
      },
    ]);
  });

  it('and so are a subgraph of a known name, and an arrow to a subgraph', () => {
    const { faults } = parseChart('graph TD\nsubgraph one\nA\nend\nsubgraph one\nB\nend\nB --> one');
    expect(faults.map(({ line, problem }) => [line, problem])).toEqual([
      [5, 'two subgraphs are called "one", here and on line 2'],
      [8, '"one" is a subgraph; which of its nodes is meant is not said'],
    ]);
  });

  it('and so is the arrow after the last one that Mermaid draws', () => {
    const arrows = Array.from({ length: 501 }, (_, index) => `A --> B${index}`);
    const { chart, faults } = parseChart(`graph TD\n${arrows.join('\n')}`);
    expect(chart.edges).toHaveLength(500);
    expect(faults.map(({ line }) => line)).toEqual([502]);
  });
});

describe('any text is read', () => {
  it.each([
    ['anything', fc.string({ unit: 'binary', maxLength: 200 })],
    ['shreds of charts', shreds],
    ['damaged charts', mutatedChart],
  ])('without throwing: %s', (_name, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const { chart } = parseChart(text);
        expect(() => checkChart(chart, {}, new Set())).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  const size = 100_000;
  it.each(
    [
      ...[
        'A',
        'A[',
        'A["',
        '-',
        '--',
        '-.',
        '.',
        '=',
        '<br',
        '<br ',
        '#',
        '#a',
        '&',
        '&a',
        ';',
        '%',
        '%%{init: {\n',
      ],
      ...[
        'accDescr {\n',
        'accDescr {\n}x\n',
        'subgraph a\n',
        'end\n',
        'A-->B\n',
        'A & ',
        'A & B --> ',
        'A -- a ',
        '|',
        '"',
      ],
      ...[
        'A{a}',
        'style ',
        'style:#',
        ':#',
        'style A a',
        'class a,',
        'click A "',
        'direction ',
        'A-',
        '((',
        '\\',
        '\t',
        '\r',
      ],
      ...[
        '---\n',
        '[/',
        'A[/a',
        'A -. . ',
        'A --> ',
        'linkStyle 0,',
        '0,',
        '\n',
        'A:::',
        '{{',
        '\u2028',
        'x--',
        '1',
      ],
    ].map((piece) => [piece]),
  )('in time proportional to its length: %j', (piece) => {
    const text = piece.repeat(size / piece.length);
    for (const before of [
      '',
      'graph TD\n',
      '---\n',
      'graph TD\nA[',
      'graph TD\nA -- ',
      'graph TD\nstyle A ',
    ]) {
      // A pattern that backtracks would not come back within the time a test may take.
      const { chart } = parseChart(before + text);
      expect(checkChart(chart, {}, new Set()).faults).toEqual(expect.any(Array));
    }
  });
});
