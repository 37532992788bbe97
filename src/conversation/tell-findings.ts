import type { Finding } from '../python-code/finding.ts';
import type { ReplyOf } from '../reply/reply.ts';

/** More at once nobody reads. */
const MOST = 5;

/** The faults found in pasted code: where, what happens, what to do. */
export function tellFindings(findings: readonly Finding[]): ReplyOf<'explanation'> {
  const shown = findings.slice(0, MOST);
  const more = findings.length - shown.length;
  const items = shown.map(({ line, text, mend }) => `- **Line ${line}:** ${text} ${mend}`);
  const rest = more === 0 ? [] : [`And ${more} more of the kind; mend these first and paste it again.`];
  return {
    type: 'explanation',
    topics: [],
    text: ['**In your code**', items.join('\n'), ...rest].join('\n\n'),
    sources: [],
  };
}
