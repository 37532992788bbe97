/** Slack's three control characters. Everything that reaches a `mrkdwn` text goes through here exactly once. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * Markdown of a reply as Slack's mrkdwn. No links are made: a reply may quote what people wrote, and their
 * brackets must not turn into something to click.
 *
 * @example toMrkdwn('**a** < `b`') // '*a* &lt; `b`'
 */
export function toMrkdwn(markdown: string): string {
  const spans: string[] = [];
  const marked = escapeText(markdown).replace(/[\uE000\uE001]/g, '');
  const hidden = marked.replace(/`[^`\n]+`/g, (code) => `\uE000${spans.push(code) - 1}\uE000`);
  return (
    hidden
      // Bold gets a mark of its own first, since Slack's bold looks like Markdown's italics.
      .replace(/\*\*(?=\S)([^\n]*?\S)\*\*/g, '\uE001$1\uE001')
      .replace(/(?<![\w*])\*(?=\S)([^*\n]*?[^\s*])\*(?![\w*])/g, '_$1_')
      .replaceAll('\uE001', '*')
      .replace(/^(\s*)[-*] /gm, '$1• ')
      .replace(/\uE000(\d+)\uE000/g, (_, index) => spans[Number(index)] ?? '')
  );
}

/** Markdown without its marks, for fallback texts, table cells and labels. */
export function toPlainText(markdown: string): string {
  return markdown
    .replace(/^```[^\n]*$/gm, '')
    .replace(/`([^`\n]+)`/g, '$1')
    .replace(/\*\*(?=\S)([^\n]*?\S)\*\*/g, '$1')
    .replace(/(?<![\w*])\*(?=\S)([^*\n]*?[^\s*])\*(?![\w*])/g, '$1')
    .replace(/^(\s*)[-*] /gm, '$1• ')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A link to one of our own sources; an address that is none stays text. */
export function link(url: string, label: string): string {
  const isWeb = /^https?:\/\/[^\s<>|]+$/.test(url);
  return isWeb ? `<${escapeText(url)}|${escapeText(label).replaceAll('|', '/')}>` : escapeText(label);
}

/**
 * What a person wrote in Slack as plain text: escapes resolved, mentions and links reduced to words, so that nothing
 * that is repeated later can call anybody.
 *
 * @example fromSlackText('<!channel> is a &lt; b?') // 'channel is a < b?'
 */
export function fromSlackText(text: string): string {
  return text
    .replace(/<([^<>]*)>/g, (_, inner: string) => wordsOf(inner))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** The label where there is one: Slack makes links of things like `asyncio.run`, whose label is what was typed. */
function wordsOf(token: string): string {
  const [target = '', label] = token.split('|', 2);
  if (label !== undefined && label !== '') return label;
  if (target.startsWith('@')) return 'somebody';
  if (target.startsWith('#')) return 'a channel';
  if (target.startsWith('!')) return target.slice(1).split('^', 1)[0] ?? '';
  return target.replace(/^mailto:/, '');
}
