import type { Source } from '../../src/knowledge/schema.ts';
import { type Block, smallPrint } from './blocks.ts';
import { cut, LIMITS } from './limits.ts';
import { escapeText, link, toPlainText } from './mrkdwn.ts';

/** Where it can be read up, in small print. */
export function renderSources(sources: readonly Source[]): Block[] {
  const links = sources.map(({ page, section, version, url }) => {
    const name = [page, section].filter(Boolean).join(', ');
    return link(url, version === undefined ? name : `${name} (${version})`);
  });
  if (links.length === 0) return [];
  // Kept whole, so that no link is cut in two.
  const lines: string[] = [];
  for (const each of links.filter((each) => each.length < LIMITS.contextText / 2)) {
    const last = lines.at(-1);
    const longer = `${last} · ${each}`;
    if (last !== undefined && longer.length <= LIMITS.contextText) lines[lines.length - 1] = longer;
    else lines.push(last === undefined ? `Read on: ${each}` : each);
  }
  return lines.flatMap(smallPrint);
}

/** Markdown as the text beside the blocks. */
export function fallback(markdown: string): string {
  return cut(escapeText(toPlainText(markdown)), LIMITS.fallbackText);
}
