import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Fault } from './fault.ts';

/** A YAML file as its schema has it (null when it does not fit), with every fault and its line. */
export function readYaml<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): { value: z.infer<Schema> | null; faults: Fault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    const faults = document.errors.map((error) => ({
      file,
      line: lines.linePos(error.pos[0]).line,
      problem: `not valid YAML (${firstSentence(error.message)})`,
      mend: 'mend the syntax; text with ": " or a leading special character needs quotes',
    }));
    return { value: null, faults };
  }

  /** The line of the value at that path, or of the nearest thing around it that exists. */
  const lineOf = (path: readonly PropertyKey[]): number => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };

  const result = schema.safeParse(document.toJS());
  if (result.success) return { value: result.data, faults: [] };
  const faults = result.error.issues.map((issue) => ({
    file,
    line: lineOf(issue.path),
    ...describe(issue, document.getIn(issue.path) === undefined),
  }));
  return { value: null, faults };
}

/** Zod speaks of values and types; whoever edits the file thinks of what stands there. */
function describe(issue: z.core.$ZodIssue, isMissing: boolean): Pick<Fault, 'problem' | 'mend'> {
  const place = issue.path.length === 0 ? 'the file' : `"${issue.path.join('.')}"`;
  if (isMissing && issue.path.length > 0) return { problem: `${place} is missing`, mend: 'add it' };
  return { problem: `${place} does not fit`, mend: issue.message };
}

function firstSentence(message: string): string {
  return message.split(' at line ')[0] ?? message;
}
