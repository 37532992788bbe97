import { describe, expect, it } from 'vitest';
import { checkChart, type Options } from '../../src/flowchart/check.ts';
import { parseChart } from '../../src/flowchart/parse.ts';
import { formatFault } from '../../src/knowledge/fault.ts';
import { CONCURRENCY, DATABASE, readChart } from './read-chart.ts';

const yesNo: Options = {
  options: [
    { id: 'yes', chart: 'Yes' },
    { id: 'no', chart: 'No' },
  ],
};

function check(chart: string, decisions: Record<string, Options>, outcomes: readonly string[]): string[] {
  return checkChart(parseChart(chart).chart, decisions, new Set(outcomes)).faults.map(formatFault);
}

const SOUND = 'graph TD\nA --> Q{Sure?}\nQ -->|Yes| B\nQ -->|No| C';

describe('a sound chart', () => {
  it('becomes a flowchart of plain JSON', () => {
    const { flowchart, faults } = checkChart(parseChart(SOUND).chart, { Q: yesNo }, new Set(['B', 'C']));
    expect(faults).toEqual([]);
    expect(JSON.parse(JSON.stringify(flowchart))).toEqual({
      start: 'A',
      sideEntrances: [],
      nodes: {
        A: { id: 'A', label: 'A', kind: 'step', exits: [{ option: null, to: 'Q' }] },
        Q: {
          id: 'Q',
          label: 'Sure?',
          kind: 'decision',
          exits: [
            { option: 'yes', to: 'B' },
            { option: 'no', to: 'C' },
          ],
        },
        B: { id: 'B', label: 'B', kind: 'outcome', exits: [] },
        C: { id: 'C', label: 'C', kind: 'outcome', exits: [] },
      },
    });
  });

  it('is the one about concurrency', () => {
    const { chart } = parseChart(CONCURRENCY);
    const { flowchart, faults } = readChart(CONCURRENCY);
    expect(faults).toEqual([]);
    expect(chart.nodes).toHaveLength(34);
    expect(chart.edges).toHaveLength(35);
    expect(Object.values(flowchart?.nodes ?? {}).filter(({ kind }) => kind === 'decision')).toHaveLength(11);
    expect(flowchart?.start).toBe('Start');
    expect(flowchart?.sideEntrances).toEqual([{ node: 'MemMgmt', subgraph: 'Memory Management' }]);
  });

  it('is the one about databases', () => {
    const { flowchart, faults } = readChart(DATABASE);
    expect(faults).toEqual([]);
    expect(flowchart?.start).toBe('Need');
    expect(flowchart?.sideEntrances).toEqual([{ node: 'Upkeep', subgraph: 'Looking after it' }]);
    expect(flowchart?.nodes.Joins).toEqual({
      id: 'Joins',
      label: 'Are documents joined & updated together?',
      kind: 'decision',
      exits: [
        { option: 'yes', to: 'Server' },
        { option: 'no', to: 'DocumentStore' },
      ],
    });
  });

  it('may write its labels in any case and spacing', () => {
    const chart = SOUND.replace('|Yes|', '|  yES |');
    expect(check(chart, { Q: yesNo }, ['B', 'C'])).toEqual([]);
  });
});

describe('entrances', () => {
  const entrances = (text: string) => readChart(text).flowchart?.sideEntrances;

  it('has none where an arrow leads into the subgraph', () => {
    expect(entrances('graph TD\nA --> B\nsubgraph one\nB --> C\nend')).toEqual([]);
  });

  it('has one for a subgraph that leads into the rest', () => {
    expect(entrances('graph TD\nA --> B\nsubgraph one\nC\nend\nC --> B')).toEqual([
      { node: 'C', subgraph: 'one' },
    ]);
  });

  it('has one for both of two nested subgraphs that begin with the same node', () => {
    const text = 'graph TD\nA --> B\nsubgraph outer\nsubgraph inner\nC --> D\nend\nD --> E\nend';
    expect(entrances(text)).toEqual([{ node: 'C', subgraph: 'outer' }]);
  });

  it('starts at the first node outside any subgraph', () => {
    expect(readChart('graph TD\nsubgraph one\nA --> B\nend\nC --> D').flowchart?.start).toBe('C');
    expect(readChart('graph TD\nsubgraph one\nA --> B\nend').flowchart).toMatchObject({
      start: 'A',
      sideEntrances: [],
    });
  });
});

describe('every fault has its line and its mend', () => {
  const three: Options = { options: [...yesNo.options, { id: 'maybe', chart: 'Maybe' }] };
  const cases: Record<
    string,
    [chart: string, decisions: Record<string, Options>, outcomes: string[], fault: string]
  > = {
    'an empty chart': [
      'graph TD',
      { Q: yesNo },
      [],
      'flowchart.mmd: the chart is empty — draw at least one node behind the line graph TD',
    ],
    'a decision without exits': [
      'graph TD\nA --> Q{Sure?}',
      { Q: yesNo },
      [],
      'flowchart.mmd:2: dead end: no arrow leads out of the decision "Q" — draw an arrow for each answer: Q -->|answer| …',
    ],
    'a way that ends without advice': [
      SOUND,
      { Q: yesNo },
      ['B'],
      'flowchart.mmd:4: dead end: a way ends in "C", for which there is no advice — add outcomes/C.yaml, or draw an arrow that leads on',
    ],
    'a node that is not reached': [
      `${SOUND}\nD --> B`,
      { Q: yesNo },
      ['B', 'C'],
      'flowchart.mmd:5: "D" is not reached from "A" — draw an arrow to it, put it into a subgraph of its own, or remove it',
    ],
    'a loop': [
      `${SOUND}\nC --> D --> E\nE --> C`,
      { Q: yesNo },
      ['B'],
      'flowchart.mmd:6: the chart leads in a circle: C → D → E → C — remove one of these arrows, or let it lead forward',
    ],
    'a node that leads to itself': [
      `${SOUND}\nA --> A`,
      { Q: yesNo },
      ['B', 'C'],
      'flowchart.mmd:5: the chart leads in a circle: A → A — remove one of these arrows, or let it lead forward',
    ],
    'a fork without a label': [
      `${SOUND}\nQ --> D`,
      { Q: yesNo },
      ['B', 'C', 'D'],
      'flowchart.mmd:5: the arrow from decision "Q" to "D" has no label — write for which answer it is taken: Q -->|answer| D',
    ],
    'a label without an option, but close to one': [
      `${SOUND}\nQ -->|Mayby| D`,
      { Q: three },
      ['B', 'C', 'D'],
      'flowchart.mmd:5: the arrow "Mayby" out of "Q" stands for no option — write "Maybe": the options of decisions/Q.yaml are "Yes", "No", "Maybe"',
    ],
    'an option without an arrow': [
      SOUND,
      { Q: three },
      ['B', 'C'],
      'flowchart.mmd:2: no arrow out of "Q" stands for the option "maybe" ("Maybe") — draw Q -->|Maybe| …, or remove the option from decisions/Q.yaml',
    ],
    'two arrows with one label': [
      `${SOUND}\nQ -->|yes| D`,
      { Q: yesNo },
      ['B', 'C', 'D'],
      'flowchart.mmd:5: two arrows out of "Q" say "yes", here and on line 3 — give each answer one arrow',
    ],
    'two options for one arrow': [
      SOUND,
      { Q: { options: [...yesNo.options, { id: 'yep', chart: 'yes' }] } },
      ['B', 'C'],
      'decisions/Q.yaml: the options "yes" and "yep" stand for the same arrow, "yes" — give each option its own arrow label',
    ],
    'a decision without a question': [
      SOUND,
      {},
      ['B', 'C'],
      'flowchart.mmd:2: the decision "Q" has no question — add decisions/Q.yaml, or draw it as a step: Q[text]',
    ],
    'a question for a step': [
      SOUND,
      { Q: yesNo, A: yesNo },
      ['B', 'C'],
      'decisions/A.yaml: "A" is no decision on the chart, but a step — draw it as A{question} on line 2 of flowchart.mmd, or remove this file',
    ],
    'a question for nothing': [
      SOUND.replaceAll('Q', 'Question'),
      { Question: yesNo, Qestion: yesNo },
      ['B', 'C'],
      'decisions/Qestion.yaml: "Qestion" is not on the chart — rename it to "Question", or remove this file',
    ],
    'advice for a step': [
      SOUND,
      { Q: yesNo },
      ['A', 'B', 'C'],
      'outcomes/A.yaml: "A" is no outcome: the chart goes on behind it — remove its arrows on the chart (the first is on line 2), or remove this file',
    ],
    'advice for nothing': [
      SOUND,
      { Q: yesNo },
      ['B', 'C', 'Elsewhere'],
      'outcomes/Elsewhere.yaml: "Elsewhere" is not on the chart — draw it on the chart, or remove this file',
    ],
    'a label on an arrow out of a step': [
      SOUND.replace('A -->', 'A -->|perhaps|'),
      { Q: yesNo },
      ['B', 'C'],
      'flowchart.mmd:2: the arrow out of "A" says "perhaps", but "A" is no decision — remove the label, or make "A" a decision: A{question}',
    ],
  };

  it.each(Object.entries(cases))('%s', (_name, [chart, decisions, outcomes, fault]) => {
    expect(check(chart, decisions, outcomes)).toEqual([fault]);
  });
});

describe('faults', () => {
  it('are reported together, sorted by line, files last', () => {
    const { chart, faults } = parseChart(
      `${SOUND.replace('|No|', '|Nay|')}\nC -> D\nE --> F[one]\nF[two] --> E`,
    );
    const checked = checkChart(chart, { Q: yesNo, R: yesNo }, new Set(['B', 'X']));
    expect(faults.map(({ line }) => line)).toEqual([5, 7]);
    expect(checked.flowchart).toBeNull();
    expect(checked.faults.map((fault) => [fault.file, fault.line, fault.problem])).toEqual([
      ['flowchart.mmd', 2, 'no arrow out of "Q" stands for the option "no" ("No")'],
      ['flowchart.mmd', 4, 'the arrow "Nay" out of "Q" stands for no option'],
      ['flowchart.mmd', 6, '"E" is not reached from "A"'],
      ['flowchart.mmd', 6, '"F" is not reached from "A"'],
      ['flowchart.mmd', 7, 'the chart leads in a circle: E → F → E'],
      ['decisions/R.yaml', null, '"R" is not on the chart'],
      ['outcomes/X.yaml', null, '"X" is not on the chart'],
    ]);
  });

  it('do not follow from a line that could not be read', () => {
    const broken = `${SOUND.replace('Q -->|No| C', 'Q -> |No| C{So?}')}\nC -->|Yes| D\nC -->|No| E`;
    const { chart, faults } = parseChart(broken);
    expect(faults).toHaveLength(1);
    expect(checkChart(chart, { Q: yesNo, C: yesNo }, new Set(['B', 'D', 'E'])).faults).toEqual([]);
  });

  it('say nothing about the arrows of a question that could not be read', () => {
    const { chart } = parseChart(SOUND);
    expect(checkChart(chart, {}, new Set(['B', 'C']), new Set(['Q'])).faults).toEqual([]);
  });

  it('name every loop', () => {
    const loops = check('graph TD\nA --> B --> C\nB --> A\nC --> A', {}, []);
    expect(loops.map((fault) => fault.split(' — ')[0])).toEqual([
      'flowchart.mmd:3: the chart leads in a circle: A → B → A',
      'flowchart.mmd:4: the chart leads in a circle: A → B → C → A',
    ]);
  });
});
