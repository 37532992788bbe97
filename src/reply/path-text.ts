import type { ReplyOf } from './reply.ts';

/** The way through the chart in one line: each decision with its answer, then the outcomes. */
export function pathText({ path, outcomes, understood }: ReplyOf<'recommendation'>): string {
  const steps = path.flatMap((node) => {
    const answer = understood.find(({ decision }) => decision === node);
    return answer ? [`${node}: ${answer.label}`] : [];
  });
  return [...steps, outcomes.join(' + ')].join(' → ');
}

/** What was read from a message, for people to check: words, what they stand for. */
export function understoodText(understood: ReplyOf<'question'>['understood']): string {
  return understood
    .map(({ words, decision, label, said }) =>
      words === '' ? `${decision}: ${label}` : `“${words}”${said ? '' : ' implies'} → ${decision}: ${label}`,
    )
    .join('\n');
}
