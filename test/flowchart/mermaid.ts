import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script } from 'node:vm';
import { JSDOM } from 'jsdom';
import { parseChart } from '../../src/flowchart/parse.ts';

/** What a chart says, in a form that both readers can be brought to. */
export interface Reading {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  readonly subgraphs: readonly string[];
}

interface FlowDb {
  getVertices(): Map<string, { id: string; text?: string; type?: string }>;
  getEdges(): { start: string; end: string; text: string }[];
  getSubGraphs(): { id: string; title: string; nodes: string[] }[];
}

interface Mermaid {
  initialize(settings: object): void;
  readonly mermaidAPI: { getDiagramFromText(text: string): Promise<{ type: string; db: FlowDb }> };
}

// The published browser build of Mermaid, run in the window it needs: it holds the parser and has no dependencies.
const window = new JSDOM('', { runScripts: 'outside-only' });
const build = createRequire(import.meta.url).resolve('@mermaid-js/tiny');
new Script(readFileSync(build, 'utf8')).runInContext(window.getInternalVMContext());
const mermaid: Mermaid = window.window.mermaid;
mermaid.initialize({ startOnLoad: false, logLevel: 'fatal' });

/** What Mermaid reads; null where it refuses, or finds another kind of diagram. */
export async function readAsMermaid(text: string): Promise<Reading | null> {
  const db = await parseAsMermaid(text);
  if (db === null) return null;
  const subgraphs = db.getSubGraphs();
  const groups = new Set(subgraphs.map(({ id }) => id));
  const parentOf = (id: string) => subgraphs.find(({ nodes }) => nodes.includes(id))?.id ?? null;
  return {
    // Styling a subgraph makes a node of it as well, which is not drawn.
    nodes: [...db.getVertices().values()]
      .filter(({ id }) => !groups.has(id))
      .map(({ id, text: label, type }) => told([id, drawn(label ?? ''), type === 'diamond', parentOf(id)]))
      .sort(),
    edges: db.getEdges().map(({ start, end, text: label }) => told([start, end, drawn(label)])),
    subgraphs: subgraphs.map(({ id, title }) => told([id, drawn(title), parentOf(id)])).sort(),
  };
}

async function parseAsMermaid(text: string): Promise<FlowDb | null> {
  try {
    const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    return type === 'flowchart-v2' ? db : null;
  } catch {
    return null;
  }
}

/** What the chart reader reads; null where it finds fault. */
export function readAsGilbert(text: string): Reading | null {
  const { chart, faults } = parseChart(text);
  if (faults.length > 0) return null;
  return {
    nodes: chart.nodes
      .map(({ id, label, shape, subgraph }) => told([id, label, shape === 'rhombus', subgraph]))
      .sort(),
    edges: chart.edges.map(({ from, to, label }) => told([from, to, label ?? ''])),
    subgraphs: chart.subgraphs.map(({ id, title, parent }) => told([id, title, parent])).sort(),
  };
}

const told = (facts: readonly (string | boolean | null)[]) => JSON.stringify(facts);

/** The text one sees: Mermaid hides entities while it parses, and draws HTML with two kinds of line breaks. */
function drawn(text: string): string {
  const html = text.replaceAll('ﬂ°°', '&#').replaceAll('ﬂ°', '&').replaceAll('¶ß', ';');
  const box = window.window.document.createElement('div');
  box.innerHTML = html.replace(/<br\s*\/?>|\\n/g, ' ');
  return (box.textContent ?? '').replace(/\s+/g, ' ').trim();
}
