import type { Finding } from '../python-code/finding.ts';
import type { ReplyOf } from '../reply/reply.ts';
import { notice } from './notices.ts';

/** More at once nobody reads. */
const MOST = 5;
const FENCED = /```[^`]*(?:```|$)/g;
const ASKS = /\b(?:wrong|bugs?|races?|faults?|review|issues?|problems?|safe|correct|deadlocks?|hangs?)\b/i;
const CONCURRENT = /async|thread|process|lock|queue|pool/i;

/**
 * The faults found in pasted code: where, what happens, what to do. That there are none is said where the message asks
 * for them; null where there is nothing to say, as for messages without Python (`findings` is undefined).
 */
export function tellFindings(
  message: string,
  findings: readonly Finding[] | undefined,
): ReplyOf<'explanation'> | ReplyOf<'notice'> | null {
  if (findings === undefined) return null;
  if (findings.length === 0) {
    const isAsked = ASKS.test(message.replace(FENCED, '')) && CONCURRENT.test(message);
    if (!isAsked) return null;
    return notice(
      'I read the code and found none of the faults I look for. That is no proof that there are none.',
    );
  }
  const shown = findings.slice(0, MOST);
  const more = findings.length - shown.length;
  const items = shown.map(({ line, text, mend }) => `- **Line ${line}:** ${text} ${mend}`);
  const rest = more === 0 ? [] : [`And ${more} more. Mend these first and paste it again.`];
  return {
    type: 'explanation',
    topics: [],
    text: ['**In your code**', items.join('\n'), ...rest].join('\n\n'),
    sources: [],
    offers: [],
  };
}
