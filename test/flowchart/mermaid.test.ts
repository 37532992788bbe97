import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChart } from '../../src/flowchart/parse.ts';
import { chartText, mutatedChart, shreds } from './arbitrary-chart.ts';
import { readAsGilbert, readAsMermaid } from './mermaid.ts';
import { CONCURRENCY, DATABASE } from './read-chart.ts';

/** Statements of the subset, read behind `graph TD`. */
const READ = [
  // Nodes
  ...[
    'A',
    'A;',
    'A[text]',
    'A(text)',
    'A([text])',
    'A[[text]]',
    'A[(text)]',
    'A((text))',
    'A(((text)))',
    'A>text]',
  ],
  ...[
    'A{text}',
    'A{{text}}',
    'A[/text/]',
    'A[\\text\\]',
    'A[/text\\]',
    'A[\\text/]',
    'A["text"]',
    'A{"text"}',
    'A[/"text"/]',
  ],
  ...[
    'node-1[a]',
    'node_1',
    '1[one]',
    '1st',
    'v',
    'x',
    'o',
    'ends',
    'graphs',
    'Style',
    'TD',
    'A\nA[text]',
    'A[text]\nA',
  ],
  // Arrows
  ...[
    'A-->B',
    'A --> B',
    'A\t-->\tB',
    'A---->B',
    'A---B',
    'A ----- B',
    'A-.->B',
    'A-...->B',
    'A-.-B',
    'A==>B',
    'A====>B',
  ],
  ...['A===B', 'A --o B', 'A --x B', 'A -.-x B', 'A .-> B', 'A .- B', 'A -->x', 'x --> o', 'A --> x --> o'],
  // Labels on arrows
  ...[
    'A-->|yes|B',
    'A -->|yes| B',
    'A --> |yes| B',
    'A---|yes|B',
    'A-.->|yes|B',
    'A==>|yes|B',
    'A --x|yes| B',
    'A-->| yes |B',
  ],
  ...[
    'A -- yes --> B',
    'A --yes--> B',
    'A-- yes ---B',
    'A -. yes .-> B',
    'A -.yes.-> B',
    'A -. yes -.-> B',
    'A == yes ==> B',
  ],
  ...[
    'A ==yes==> B',
    'A -- "yes (no)" --> B',
    'A -->|"yes [no]"| B',
    'A -. "1.5" .-> B',
    'A == "a=b" ==> B',
    'A -- a-b --> B',
  ],
  ...[
    'A -- fox --> B',
    'A -- yes --x B',
    'A -- yes --o B',
    'A -. yes .-x B',
    'A -- if x > 5 --> B',
    'A -- yes, 50% --> B',
  ],
  // Chains and groups
  ...[
    'A --> B --> C',
    'A-->B-->C',
    'A & B --> C & D',
    'A & B-->C & D --> E',
    'A[a] & B{b} -- yes --> C(c)',
    'A --> A',
    'A-->B\nA-->B',
  ],
  ...['A-->B; B-->C', 'A-->B;B-->C;', 'A;;B', ' ; A', 'A --> B ;', 'A --> B   '],
  // Texts
  ...[
    'A[a<br/>b]',
    'A[a<br>b]',
    'A[a<br />b]',
    'A["a<BR/>b"]',
    'A[a\\nb]',
    'A[#quot;a#quot;]',
    'A[#35; #9829;]',
    'A[a &amp; b]',
  ],
  ...[
    'A["&lt;b&gt;"]',
    'A[R&D]',
    'A[a & b]',
    'A[a < b]',
    'A[a > b]',
    'A[#lt;5#gt;]',
    'A[C#]',
    "A[it's]",
    'A[größer 日本 🙂]',
  ],
  ...[
    'A[  two   blanks  ]',
    'A["f(x) {y} [z] | w"]',
    'A["a;b"]',
    'A["a --> b"]',
    'A["mail@here"]',
    'A["~~~"]',
    'A[/a/b/]',
    'A["%% a"]',
  ],
  ...[
    'A[#amp;lt;]',
    'A[end]',
    'A[graph]',
    'A[style]',
    'A[100%]',
    'A[*a* _b_]',
    'A("-5")',
    'A[-5]',
    'A[(-5)]',
    'A["#lpar;a#rpar;"]',
  ],
  ...[
    'A[#nbsp;a]',
    'A[class of style: C#]',
    'A["2 > 1 < 3"]',
    'A -->|a<br/>b| B',
    'A -->|#quot;a#quot;| B',
    'A[a`b`]',
  ],
  // Subgraphs
  ...[
    'subgraph one\nA\nend',
    'subgraph one two\nA --> B\nend',
    'subgraph "one two"\nA\nend',
    'subgraph "one"\nA\nend',
  ],
  ...[
    'subgraph one [The title]\nA\nend',
    'subgraph one["The (title)"]\nA\nend',
    'subgraph one;A;end',
    'subgraph one two  \nA\nend',
  ],
  ...[
    'subgraph a\nsubgraph b\nA\nend\nB\nend',
    'A --> B\nsubgraph a\nB\nend',
    'subgraph a\nA\nend\nsubgraph b\nA --> B\nend',
  ],
  ...[
    'subgraph a\nA\nsubgraph b\nA\nend\nend',
    'subgraph a\ndirection LR\nA\nend',
    'subgraph a\nend',
    '  subgraph a\n\tA\n  end  ',
  ],
  ...[
    'subgraph a b\nA\nend\nsubgraph c d\nB\nend',
    'subgraph  a\nA\nend',
    'subgraph a & b\nA\nend',
    "subgraph What's up?\nA\nend",
  ],
  ...[
    'subgraph a [A<br/>B]\nA\nend;',
    'subgraph a\nA\nend\nstyle a fill:#fff',
    'direction LR\nA',
    'subgraph one \nA\nend',
  ],
  // Comments, directives, styling
  ...[
    '%% comment\nA',
    'A\n  %% A --> B\nB',
    '%%{init: {"theme": "dark"}}%%\nA',
    '%%{\ninit: {}\n}%%\nA',
    '%%{wrap}%%\nA',
  ],
  ...[
    '%%{initialize: {"theme":\n"dark"}}%%\nA',
    'A\nstyle A fill:#fff,stroke:#333;',
    'A\nstyle A stroke-dasharray: 5 5',
    'A:::b',
  ],
  ...[
    'A[a]:::b --> C:::d & E',
    'classDef a fill:#fff;\nA',
    'classDef a,b fill:#fff,stroke-width:2px\nA',
    'classDef default fill:#fff\nA',
  ],
  ...[
    'A\nclass A b',
    'A\nclass A,B c;',
    'A-->B\nlinkStyle 0 stroke:#fff',
    'linkStyle default stroke:#fff',
    'style A fill:#fff\nA[a]',
  ],
  ...[
    'A-->B-->C\nlinkStyle 0,1 interpolate basis stroke:#fff',
    'linkStyle default interpolate linear',
    'A\nclick A "https://a.b" "tip" _blank',
  ],
  ...[
    'A\nclick A href "https://a.b"',
    'A\nclick A callback',
    'A\nclick A callback "tip"',
    'A\nclick A call callback()',
    'A; style A fill:#fff',
  ],
  ...[
    'A\nclick A call callback(a, "b") "tip"',
    'accTitle: A title; A\nA',
    'accDescr: A --> B\nA',
    'accDescr {\nA --> B\n}\nA',
    'accTitle: B\nA',
  ],
];

/** Whole texts that are read. */
const READ_WHOLE = [
  ...[
    'graph TD',
    'graph TD\n',
    'graph',
    'graph \nA',
    'flowchart LR\nA',
    'graph TB\nA',
    'graph BT\nA',
    'flowchart RL\nA',
    'graph  TD  \nA',
  ],
  ...[
    'graph TD;A-->B',
    'graph TD;',
    '\n\n  graph TD\nA',
    '\uFEFFgraph TD\nA',
    '%% comment\ngraph TD\nA',
    'graph TD\r\nA-->B\r\n',
    'graph TD\rA-->B',
  ],
  ...[
    '---\ntitle: A\n---\ngraph TD\nA',
    '---\ntitle: A\nconfig:\n  theme: dark\n---\n\ngraph TD\nA',
    '---\n\n---\ngraph TD\nA',
  ],
  ...['%%{init: {}}%%\ngraph TD\nA', '---\n# nothing\n---  \n%% a\ngraph TD', CONCURRENCY, DATABASE],
];

/** Statements that Mermaid refuses. */
const REFUSED = [
  ...[
    'A[',
    'A[text',
    'A]',
    'A{text]',
    'A{{text}',
    'A((text)',
    'A[f(x)]',
    'A["text]',
    'A[""]',
    'A[ "a"]',
    'A [text]',
  ],
  ...[
    'A B',
    'A -> B',
    'A - B',
    'A > B',
    'A -->',
    '--> A',
    'A --> --> B',
    'A -->|yes B',
    'A -->|yes|  B',
    'A -->|| B',
    'A --label B',
  ],
  ...[
    'A["`"]',
    'A -- a --> |b| C',
    'A -- a -- b --> C',
    'A == a=b ==> B',
    'A -. 1.5 .-> B',
    'A & --> B',
    'A[a]&B',
    'A & B &',
    'end',
    'A --> end',
  ],
  ...[
    'end-1 --> A',
    'style',
    'style A',
    'style  A fill:#fff',
    'style A fill:url(x)',
    'A\nstyle A fill: #fff;',
    'class A b ',
    'class A',
  ],
  ...[
    'A-->B\nlinkStyle 0 stroke:#fff;',
    'linkStyle 0 stroke:#fff',
    'subgraph a',
    'subgraph\nA\nend',
    'subgraph a [b] \nA\nend',
    'graph LR',
  ],
  ...[
    'subgraph a, b\nA\nend',
    'A[a@b]',
    'A -->|a@b| B',
    'A --> B %% why',
    'A:::',
    'A::: b',
    'A@',
    'click A',
    'é@[',
    'A[a|b]',
    '(a)',
    '"A"',
  ],
  ...[
    'A[<a href="b">]extra',
    'A ; B C',
    'default[a',
    'A[/a',
    'A[/a]',
    'A --x',
    'A[]',
    'A[text]B',
    'A{a}{b}',
    'call a()',
    '?(',
  ],
];

const REFUSED_WHOLE = [
  ...[
    '',
    '\n',
    'A --> B',
    'graph XY\nA',
    'graphTD\nA',
    'Graph TD\nA',
    'graph TD A',
    'graph TD ;A',
    'graph;A',
    'sequenceDiagram\nA->>B: a',
  ],
  ...[
    '---\ntitle: A\ngraph TD\nA',
    '---\n---\ngraph TD\nA',
    '---\ntitle: a: [\n---\ngraph TD\nA',
    '\n---\ntitle: A\n---\ngraph TD\nA',
  ],
];

/** Statements that Mermaid reads, but hardly as they were meant: here they are refused. */
const REFUSED_HERE = [
  // An o or x next to the dashes is a part of the arrow; & without blanks is a part of the id.
  ...[
    'A---order',
    'A --No--> B',
    'A -- fox--> B',
    '5x-->B',
    'A&B',
    'A x--x B',
    'A==oB',
    'A <--> B',
    'A ~~~ B',
  ],
  // Swallowed whole lines, invisible nodes, words taken for others.
  ...[
    'A[go in direction TB]',
    '%%',
    'style A fill:#fff',
    'A["style:#quot;"]',
    'A --> L_A_B_0\nA --> B',
    'default --> A',
  ],
  // Markup, other notations, ways of writing that the chart reader does without.
  ...[
    'A["`**a**`"]',
    'A[<b>a</b>]',
    'A[a <b]',
    'A[#unheard;]',
    'A[&copy a]',
    'A@{ shape: rect }',
    'A e1@--> B',
    'A(-a-)',
    'A[ ]',
  ],
  ...[
    'A\n--> B',
    'A -->\nB',
    'A["a\nb"]',
    'é',
    'a.b',
    'A --> one\nsubgraph one\nB\nend',
    'subgraph a\nA\nend\nsubgraph a\nB\nend',
  ],
  // Contradictions.
  ...['A[a]\nA[b]', 'A[a]\nA{a}'],
];

describe('what the chart reader reads is what Mermaid reads', () => {
  it.each([...READ.map((text) => `graph TD\n${text}`), ...READ_WHOLE])('%j', async (text) => {
    expect(parseChart(text).faults).toEqual([]);
    expect(readAsGilbert(text)).toEqual(await readAsMermaid(text));
  });

  it('in generated charts', async () => {
    const same = fc.asyncProperty(chartText, async (text) => {
      expect(parseChart(text).faults).toEqual([]);
      expect(readAsGilbert(text)).toEqual(await readAsMermaid(text));
    });
    await fc.assert(same, { numRuns: 200, seed: 1 });
  });

  it.each([
    ['damaged charts', mutatedChart],
    ['shreds of charts', shreds],
  ])('or is refused, in %s', async (_name, texts) => {
    const sameOrRefused = fc.asyncProperty(texts, async (text) => {
      const reading = readAsGilbert(text);
      if (reading !== null) expect(reading).toEqual(await readAsMermaid(text));
    });
    await fc.assert(sameOrRefused, { numRuns: 500, seed: 1 });
  });
});

describe('what Mermaid refuses is refused', () => {
  it.each([...REFUSED.map((text) => `graph TD\n${text}`), ...REFUSED_WHOLE])('%j', async (text) => {
    expect(await readAsMermaid(text)).toBeNull();
    expect(readAsGilbert(text)).toBeNull();
  });
});

describe('what Mermaid reads otherwise than it was meant is refused', () => {
  it.each(REFUSED_HERE)('%j', async (text) => {
    expect(await readAsMermaid(`graph TD\n${text}`)).not.toBeNull();
    expect(readAsGilbert(`graph TD\n${text}`)).toBeNull();
  });
});
