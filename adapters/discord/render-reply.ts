import { ButtonStyle } from 'discord.js';
import type { Source } from '../../src/knowledge/schema.ts';
import { detailsOf } from '../../src/reply/details.ts';
import { pathText, understoodText } from '../../src/reply/path-text.ts';
import type { Reply, ReplyOf } from '../../src/reply/reply.ts';
import type { Picture } from '../pictures.ts';
import { button, offerButtons, questionRows, recommendationRows } from './controls.ts';
import { ALOUD, ANEW } from './custom-id.ts';
import { codeBlock, harmlessWords, subtext, withAllQuotesHarmless, withHarmlessQuotes } from './markdown.ts';
import { type DiscordMessage, type Part, packMessages, type Section } from './message.ts';
import type { Place } from './place.ts';

/** The replies of a turn as messages: those for the place, and those for the one who spoke or pressed only. */
export interface RenderedTurn {
  readonly open: readonly DiscordMessage[];
  readonly closed: readonly DiscordMessage[];
}

const GREEN = 0x2e8b57;
const RED = 0xb03a2e;

/** The replies of one turn, within every limit of Discord. Pure. */
export function renderTurn(
  replies: readonly Reply[],
  place: Place,
  pictures: readonly Picture[] = [],
): RenderedTurn {
  const isClosed = (reply: Reply) => reply.type === 'notice' && reply.private;
  const sectionsOf = (some: readonly Reply[]) =>
    some.map((reply) => renderReply(withoutRepetition(reply, some), place, pictures));
  const open = sectionsOf(replies.filter((reply) => !isClosed(reply)));
  const closed = sectionsOf(replies.filter(isClosed));
  const canGoOn = open.length === 0 || open.some(({ rows }) => rows.some((row) => row.length > 0));
  return {
    // Every message leads on: its buttons also tell which conversation it belongs to.
    open: packMessages(canGoOn ? open : [...open, wayOn(place)]),
    closed: packMessages(closed),
  };
}

/** A question whose reason was just told does not tell it again. */
function withoutRepetition(reply: Reply, others: readonly Reply[]): Reply {
  if (reply.type !== 'question') return reply;
  const isTold = others.some((other) => other.type === 'explanation' && other.text.includes(reply.why));
  return isTold ? { ...reply, why: '' } : reply;
}

/** One reply as a section of a message. */
export function renderReply(reply: Reply, place: Place, pictures: readonly Picture[] = []): Section {
  switch (reply.type) {
    case 'question':
      return renderQuestion(reply, place);
    case 'recommendation':
      return renderRecommendation(reply, place, pictures);
    case 'explanation':
      return {
        ...plain([withAllQuotesHarmless(reply.text), sourcesText(reply.sources)]),
        rows: [offerButtons(reply.offers, place)],
      };
    case 'comparison':
      return plain([comparisonText(reply), sourcesText(reply.sources)]);
    case 'notice': {
      const { offer } = reply;
      const aloud = reply.private && !place.isPrivate ? [ALOUD] : [];
      const parts = offer ? [offer.decision, offer.option, ...aloud] : [];
      const rows = offer ? [[button(place, 'change', offer.label, parts, ButtonStyle.Primary)]] : [];
      return { ...plain([withAllQuotesHarmless(reply.text)]), rows };
    }
    case 'error':
      return { ...plain([reply.text]), accent: RED };
  }
}

function renderQuestion(question: ReplyOf<'question'>, place: Place): Section {
  const quotes = question.understood.map(({ words }) => words);
  const read = withHarmlessQuotes(understoodText(question.understood), quotes);
  const [first = '', ...rest] = withAllQuotesHarmless(question.text).split('\n');
  const how = place.isThread
    ? subtext('Mention me or press **In my own words** to answer in a sentence.')
    : '';
  const texts = [
    read === '' ? '' : subtext(`I read: ${read}`),
    [`### ${first}`, ...rest].join('\n'),
    subtext(question.why),
    how,
  ];
  return { ...plain(texts), rows: questionRows(question, place) };
}

function renderRecommendation(
  reply: ReplyOf<'recommendation'>,
  place: Place,
  pictures: readonly Picture[],
): Section {
  const quotes = reply.understood.map(({ words }) => words);
  const sizing = reply.sizingText === '' ? [] : sizingTexts(`**How many**\n${reply.sizingText}`);
  const parts: readonly Part[] = [
    ...textParts([`## ${reply.title}`, withHarmlessQuotes(reply.text, quotes)]),
    ...textParts(sizing),
    ...textParts([
      list('Watch out', reply.pitfalls),
      reply.excerpt === '' ? '' : (codeBlock(reply.excerpt) ?? ''),
      subtext([pathText(reply), pagesText(reply.sources)].filter((text) => text !== '').join('\n')),
    ]),
    // Last, since they arrive after the words: nothing that is being read moves.
    ...pictures.filter(() => place.canAttach).map((picture) => ({ type: 'picture', picture }) as const),
  ];
  return { accent: GREEN, parts, rows: recommendationRows(reply, place) };
}

/** What is told of a recommendation only when somebody asks for it: alternatives, versions, sources. */
export function renderDetails(reply: ReplyOf<'recommendation'>): Section {
  const { text, sources } = detailsOf(reply);
  return plain([text, sourcesText(sources)]);
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `**${title}**\n${items.map((item) => `- ${item.replaceAll('\n', ' ')}`).join('\n')}`;
}

/** No table: on a phone a line or a block a row reads better than columns. */
function comparisonText({ title, columns, rows }: ReplyOf<'comparison'>): string {
  if (columns.length === 2) {
    const lines = rows.map(
      ({ name, cells: [before = '', after = ''] }) => `- ${name}: ${before} → **${after}**`,
    );
    return [`### ${title}`, subtext(columns.join(' → ')), ...lines].join('\n');
  }
  const blocks = rows.map(({ name, cells }) => {
    const lines = cells.map((cell, index) => `- ${columns[index] ?? ''}: ${cell}`);
    return [`**${name}**`, ...lines].join('\n');
  });
  return [`### ${title}`, ...blocks].join('\n\n');
}

/** The figures and what to paste, then in small letters what they rest on. */
function sizingTexts(text: string): readonly string[] {
  const [, figures = text, rest = ''] = /^([\s\S]*\n```)\n((?:(?!```)[\s\S])+)$/.exec(text) ?? [];
  return [figures, subtext(rest.replace(/^- /gm, '• '))];
}

function sourcesText(sources: readonly Source[]): string {
  if (sources.length === 0) return '';
  const links = sources.map(({ page, section, version, url }) => {
    const name = [page, section].filter(Boolean).join(', ');
    return `${link(name, url)}${version === undefined ? '' : ` (${version})`}`;
  });
  return subtext(['**Read on**', ...links].join('\n'));
}

/** The pages alone, each once. */
function pagesText(sources: readonly Source[]): string {
  if (sources.length === 0) return '';
  const pages = new Map(sources.map(({ page, url }) => [url, page]));
  return `Read on: ${[...pages].map(([url, page]) => link(page, url)).join(' · ')}`;
}

/** The brackets < and > keep Discord from adding a preview of the page. */
function link(name: string, url: string): string {
  return `[${harmlessWords(name)}](<${url}>)`;
}

function wayOn(place: Place): Section {
  return { accent: null, parts: [], rows: [[button(place, 'words', 'In my own words', [ANEW])]] };
}

function plain(texts: readonly string[]): Section {
  return { accent: null, parts: textParts(texts), rows: [] };
}

function textParts(texts: readonly string[]): Part[] {
  return texts.filter((text) => text.trim() !== '').map((text) => ({ type: 'text', text }));
}
