import type { Fault } from '../knowledge/fault.ts';
import { quote, Refusal } from './cursor.ts';
import type { Line } from './read-lines.ts';
import type { NodeMention, Shape } from './read-node.ts';
import type { Statement } from './read-statement.ts';

export interface ParsedNode {
  readonly id: string;
  /** The text in the box, line breaks turned into blanks; the id where the chart gives no text. */
  readonly label: string;
  readonly shape: Shape;
  /** The line that gives the text, or else the first that names the node. */
  readonly line: number;
  /** The id of the innermost subgraph that holds the node. */
  readonly subgraph: string | null;
}

export interface ParsedEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string | null;
  readonly line: number;
}

export interface ParsedSubgraph {
  readonly id: string;
  readonly title: string;
  readonly line: number;
  /** The id of the subgraph around it. */
  readonly parent: string | null;
}

/** What a chart says, before anyone asks whether it makes sense. Everything in file order. */
export interface ParsedChart {
  readonly nodes: readonly ParsedNode[];
  readonly edges: readonly ParsedEdge[];
  readonly subgraphs: readonly ParsedSubgraph[];
  /** The words of the lines that could not be read: what those lines say of a node is not known. */
  readonly doubtful: ReadonlySet<string>;
}

interface OpenSubgraph {
  readonly id: string | null;
  readonly title: string;
  readonly line: number;
  readonly members: Set<string>;
  readonly children: OpenParent[];
}

/** The parent of a closed subgraph gets its id when it is closed itself. */
type OpenParent = ParsedSubgraph & { parent: string | null };

interface Declaration {
  readonly label: string | null;
  readonly shape: Shape | null;
  readonly line: number;
}

/** Mermaid's own limit. */
const MOST_ARROWS = 500;

/** Collects the statements of a chart, and what contradicts itself among them. */
export class ChartBuilder {
  readonly #nodes = new Map<string, Declaration>();
  readonly #edges: ParsedEdge[] = [];
  readonly #open: OpenSubgraph[] = [];
  readonly #closed: OpenParent[] = [];
  readonly #owners = new Map<string, string>();
  readonly #styled: { node: string; line: number }[] = [];
  readonly #doubtful = new Set<string>();
  readonly #faults: Fault[] = [];
  #full = false;

  report(line: number, { problem, mend }: Refusal): void {
    this.#faults.push({ file: 'flowchart.mmd', line, problem, mend });
  }

  /** Remembers the words of a line that could not be read. */
  doubt(line: Line): void {
    for (const word of line.text.match(/\w+(?:-\w+)*/g) ?? []) this.#doubtful.add(word);
    // Its `end` will follow; it must not close another group.
    if (/^\s*subgraph\b/.test(line.text)) this.#openSubgraph(null, '', line.number);
  }

  add(statement: Statement, line: number): void {
    switch (statement.kind) {
      case 'links':
        this.#addLinks(statement.groups, statement.labels, line);
        return;
      case 'subgraph':
        this.#openSubgraph(statement.id, statement.title, line);
        return;
      case 'end':
        this.#closeSubgraph(line);
        return;
      case 'styling':
        for (const node of statement.nodes) this.#styled.push({ node, line });
        for (const link of statement.links) this.#checkStyledLink(link, line);
        return;
    }
  }

  finish(): { chart: ParsedChart; faults: readonly Fault[] } {
    for (const subgraph of this.#open) {
      this.report(
        subgraph.line,
        new Refusal('a subgraph is not closed', 'add a line end behind its last node'),
      );
    }
    while (this.#open.length > 0) this.#closeSubgraph(0);
    const subgraphs = [...this.#closed].sort((one, other) => one.line - other.line);
    this.#checkNames(subgraphs);
    const nodes: ParsedNode[] = [...this.#nodes].map(([id, node]) => ({
      id,
      label: node.label ?? id,
      shape: node.shape ?? 'rectangle',
      line: node.line,
      subgraph: this.#owners.get(id) ?? null,
    }));
    return {
      chart: { nodes, edges: this.#edges, subgraphs, doubtful: this.#doubtful },
      faults: this.#faults,
    };
  }

  #addLinks(
    groups: readonly (readonly NodeMention[])[],
    labels: readonly (string | null)[],
    line: number,
  ): void {
    for (const mention of groups.flat()) this.#mention(mention, line);
    for (const [index, label] of labels.entries()) {
      for (const { id: from } of groups[index] ?? []) {
        for (const { id: to } of groups[index + 1] ?? []) {
          this.#addEdge({ from, to, label, line });
        }
      }
    }
  }

  #addEdge(edge: ParsedEdge): void {
    if (this.#edges.length < MOST_ARROWS) {
      this.#edges.push(edge);
      return;
    }
    if (this.#full) return;
    this.#full = true;
    const problem = `this is arrow ${MOST_ARROWS + 1}, and Mermaid draws no more than ${MOST_ARROWS}`;
    this.report(edge.line, new Refusal(problem, 'make the chart smaller'));
  }

  #mention({ id, label, shape }: NodeMention, line: number): void {
    this.#open.at(-1)?.members.add(id);
    const known = this.#nodes.get(id);
    if (known === undefined) {
      this.#nodes.set(id, { label, shape, line });
    } else if (known.label === null && label !== null) {
      this.#nodes.set(id, { label, shape, line });
    } else if (label !== null && known.label !== label) {
      const problem = `"${id}" says ${quote(label)} here and ${quote(known.label ?? '')} on line ${known.line}`;
      this.report(line, new Refusal(problem, 'keep one text, or give the second node its own id'));
    } else if (shape !== null && known.shape !== shape) {
      const problem = `"${id}" is a ${shape} here and a ${known.shape ?? 'rectangle'} on line ${known.line}`;
      this.report(line, new Refusal(problem, 'write its brackets once'));
    }
  }

  #openSubgraph(id: string | null, title: string, line: number): void {
    this.#open.push({ id, title, line, members: new Set(), children: [] });
  }

  /** A node named in several groups belongs to the one closed first, and a title of several words is counted. */
  #closeSubgraph(line: number): void {
    const subgraph = this.#open.pop();
    if (subgraph === undefined) {
      this.report(line, new Refusal('this end closes nothing', 'remove it, or begin a subgraph before it'));
      return;
    }
    const id = subgraph.id ?? `subGraph${this.#closed.length}`;
    for (const node of subgraph.members) if (!this.#owners.has(node)) this.#owners.set(node, id);
    for (const child of subgraph.children) child.parent = id;
    const closed: OpenParent = { id, title: subgraph.title, line: subgraph.line, parent: null };
    this.#open.at(-1)?.children.push(closed);
    this.#closed.push(closed);
  }

  #checkStyledLink(link: number, line: number): void {
    if (link < this.#edges.length) return;
    const problem = `there is no arrow ${link} before this linkStyle`;
    this.report(line, new Refusal(problem, 'arrows are counted from 0; put linkStyle behind them'));
  }

  #checkNames(subgraphs: readonly ParsedSubgraph[]): void {
    const groups = new Map<string, ParsedSubgraph>();
    for (const subgraph of subgraphs) {
      const first = groups.get(subgraph.id);
      if (first === undefined) groups.set(subgraph.id, subgraph);
      else {
        const problem = `two subgraphs are called "${subgraph.id}", here and on line ${first.line}`;
        this.report(subgraph.line, new Refusal(problem, 'give one of them another id'));
      }
    }
    for (const [id, node] of this.#nodes) {
      if (!groups.has(id)) continue;
      const problem = `"${id}" is a subgraph; which of its nodes is meant is not said`;
      this.report(node.line, new Refusal(problem, 'name one of its nodes, or give the subgraph another id'));
    }
    for (const { node, line } of this.#styled) {
      if (this.#nodes.has(node) || groups.has(node) || this.#doubtful.has(node)) continue;
      const problem = `style speaks of "${node}", which is not on the chart; Mermaid would draw it`;
      this.report(line, new Refusal(problem, 'name a node of the chart, or remove the line'));
    }
  }
}
