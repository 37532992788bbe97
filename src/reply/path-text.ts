import type { ReplyOf } from './reply.ts';

/** The way through the chart in one line: the answers in its order, then what they lead to. */
export function pathText({ path, title, understood }: ReplyOf<'recommendation'>): string {
  const steps = path.flatMap((node) => {
    const answer = understood.find(({ decision }) => decision === node);
    return answer ? [answer.label] : [];
  });
  return [...steps, title].join(' → ');
}

/** What was read from a message, for people to check: words, what they stand for. */
export function understoodText(understood: ReplyOf<'question'>['understood']): string {
  return understood
    .map(({ words, label, said }) =>
      words === '' ? label : `“${words}”${said ? '' : ' implies'} → ${label}`,
    )
    .join('\n');
}
