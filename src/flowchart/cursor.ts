/** Why a piece of a line cannot be read, and what to write instead. An ordinary outcome, so never thrown. */
export class Refusal {
  readonly problem: string;
  readonly mend: string;

  constructor(problem: string, mend: string) {
    this.problem = problem;
    this.mend = mend;
  }
}

/** A place in one line of the chart. Readers move it forward over what they have read. */
export class Cursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Moves over what the sticky pattern matches here; null, and no move, where it does not match. */
  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (match !== null) this.at += match[0].length;
    return match;
  }

  /** Whether the sticky pattern matches here. */
  sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  /** Moves over blanks; says whether there were any. */
  skipBlanks(): boolean {
    return this.take(/[ \t]+/y) !== null;
  }

  get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** What follows, quoted and shortened for a message. */
  get rest(): string {
    return quote(this.text.slice(this.at, this.at + 60));
  }
}

/** A piece of the chart's text as it appears in a message. */
export function quote(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 40 ? `"${trimmed.slice(0, 40)}…"` : `"${trimmed}"`;
}
