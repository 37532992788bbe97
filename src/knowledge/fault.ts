/** Something wrong in `knowledge/`, said so that the person who wrote it can mend it. */
export interface Fault {
  /** Path inside the knowledge folder, such as `decisions/GIL.yaml`. */
  readonly file: string;
  /** Line in that file, from 1; null when the fault is about the file as a whole. */
  readonly line: number | null;
  readonly problem: string;
  /** What to do about it. */
  readonly mend: string;
}

/** One line for a person: where, what, and the mend. */
export function formatFault(fault: Fault): string {
  const place = fault.line === null ? fault.file : `${fault.file}:${fault.line}`;
  return `${place}: ${fault.problem} — ${fault.mend}`;
}

/** All faults of a knowledge folder at once; nothing starts on half-valid knowledge. */
export class KnowledgeError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
    super(
      `The knowledge folder has ${count}:\n${faults.map((fault) => `  ${formatFault(fault)}`).join('\n')}`,
    );
    this.name = 'KnowledgeError';
    this.faults = faults;
  }
}
