import { stringify } from 'yaml';
import type { Feedback } from '../../src/store/store.ts';

/**
 * What was not understood or not helpful, grouped by what was being asked, most frequent first. Messages are in the
 * form of `knowledge/phrases/`, so that a group can be moved there once it says how they should be read.
 */
export function reviewText(feedback: readonly Feedback[]): string {
  const groups = new Map<string, Feedback[]>();
  for (const each of feedback) {
    if (each.verdict === 'helpful') continue;
    const title = titleOf(each);
    groups.set(title, [...(groups.get(title) ?? []), each]);
  }
  const helpful = feedback.filter(({ verdict }) => verdict === 'helpful').length;
  const summary = `# ${helpful} answers were helpful, ${feedback.length - helpful} cases to look at`;
  const sections = [...groups]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([title, cases]) => [`# ${title} (${cases.length})`, phrasesOf(cases)].filter(Boolean).join('\n'));
  return `${[summary, ...sections].join('\n\n')}\n`;
}

function titleOf({ verdict, decision, outcomes }: Feedback): string {
  const place =
    outcomes.length > 0
      ? outcomes.join(' + ')
      : decision === null
        ? 'the beginning'
        : `the question ${decision}`;
  return verdict === 'not-understood' ? `not understood at ${place}` : `not helpful: ${place}`;
}

function phrasesOf(cases: readonly Feedback[]): string {
  const counts = new Map<string, number>();
  for (const { message } of cases) {
    if (message !== undefined) counts.set(message.trim(), (counts.get(message.trim()) ?? 0) + 1);
  }
  if (counts.size === 0) return '# (messages are not kept; GILBERT_KEEP_MISREAD=yes keeps them from now on)';
  const messages = [...counts].sort(([, a], [, b]) => b - a).map(([message]) => message);
  const context = cases[0]?.decision;
  return stringify([{ ...(context ? { context } : {}), answers: {}, messages }]).trimEnd();
}
