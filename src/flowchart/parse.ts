import type { Fault } from '../knowledge/fault.ts';
import { ChartBuilder, type ParsedChart } from './build-chart.ts';
import { Cursor, Refusal } from './cursor.ts';
import { readLines } from './read-lines.ts';
import { readStatements } from './read-statement.ts';

export type { ParsedChart, ParsedEdge, ParsedNode, ParsedSubgraph } from './build-chart.ts';

/**
 * Reads a Mermaid flowchart as Mermaid reads it. What Mermaid refuses, or reads in a way hardly anyone means, is a
 * fault with its line; nothing is passed over but styling. Takes any text, never throws, and needs time in
 * proportion to its length.
 */
export function parseChart(text: string): { chart: ParsedChart; faults: Fault[] } {
  const { lines, faults } = readLines(text);
  const builder = new ChartBuilder();
  for (const line of lines) {
    const statements = readStatements(new Cursor(line.text));
    if (statements instanceof Refusal) {
      builder.report(line.number, statements);
      builder.doubt(line);
    } else {
      for (const statement of statements) builder.add(statement, line.number);
    }
  }
  const built = builder.finish();
  const all = [...faults, ...built.faults].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  return { chart: built.chart, faults: all };
}
