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
  const lineOf = (path: readonly PropertyKey[]): number | null => {
    for (let length = path.length; length > 0; length -= 1) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
    }
    return null;
  };

  const result = schema.safeParse(document.toJS());
  if (result.success) return { value: result.data, faults: [] };
  const faults = result.error.issues.map((issue) => ({
    file,
    line: lineOf(issue.path),
    problem:
      issue.path.length === 0 ? 'the file does not have the expected form' : `"${issue.path.join('.')}"`,
    mend: issue.message,
  }));
  return { value: null, faults };
}

function firstSentence(message: string): string {
  return message.split(' at line ')[0] ?? message;
}
