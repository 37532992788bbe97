import type { ReplyOf } from './reply.ts';

type Recommendation = ReplyOf<'recommendation'>;

/** What a recommendation leaves for those who ask: its parts, what else there is, versions, where to read on. */
export function detailsOf(reply: Recommendation): ReplyOf<'explanation'> {
  const { outcomes, title, parts, otherwise, versions, sources } = reply;
  const sections = [
    `**${title}: more**`,
    ...parts.map(
      (part) =>
        `**${part.name === '' ? '' : `${part.name}: `}${part.title}**\n\n${part.how}\n\nWatch out:\n${bullets(part.pitfalls)}`,
    ),
    otherwise.length === 0 ? '' : `**Something else when**\n${bullets(otherwise)}`,
    versions.length === 0 ? '' : `**Python versions**\n${bullets(versions)}`,
  ];
  const text = sections.filter((section) => section !== '').join('\n\n');
  return { type: 'explanation', topics: outcomes, text, sources, offers: [] };
}

/** The runnable files of a recommendation: its own, then those of what is recommended beside it. */
export function filesOf({ outcomes, title, code, parts }: Recommendation) {
  const all = [{ outcomes, title, code }, ...parts];
  return all
    .filter((file) => file.code !== '')
    .map((file) => ({ outcomes: file.outcomes, title: file.title, code: file.code }));
}

/** The runnable files, to be read in the conversation. */
export function codeOf(reply: Recommendation): ReplyOf<'explanation'> {
  const files = filesOf(reply).map(({ title, code }) => fileText(title, code));
  const text = files.length === 0 ? `There is no code for: ${reply.title}` : files.join('\n\n');
  return { type: 'explanation', topics: reply.outcomes, text, sources: [], offers: [] };
}

export function fileText(title: string, code: string): string {
  return `**Code for: ${title}**\n\`\`\`python\n${code.trimEnd()}\n\`\`\``;
}

function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item.replaceAll('\n', ' ')}`).join('\n');
}
