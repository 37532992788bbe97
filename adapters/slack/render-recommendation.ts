import type { types } from '@slack/bolt';
import { detailsOf, filesOf } from '../../src/reply/details.ts';
import { pathText } from '../../src/reply/path-text.ts';
import type { ReplyOf } from '../../src/reply/reply.ts';
import { ACTIONS } from './action-ids.ts';
import { actions, type Block, button, codeBlocks, header, plain, proseBlocks, smallPrint } from './blocks.ts';
import { encodeMeaning } from './button-value.ts';
import { LIMITS } from './limits.ts';
import { escapeText } from './mrkdwn.ts';
import { renderOffers } from './render-offers.ts';
import { fallback, renderSources } from './render-sources.ts';
import type { Rendered, Setting } from './rendered.ts';

type Recommendation = ReplyOf<'recommendation'>;

/** What to use, why and how many, the path and the sources; the rest is behind buttons. */
export function renderRecommendation(reply: Recommendation, setting: Setting): Rendered {
  const value = encodeMeaning({ conversationId: setting.conversationId });
  const more = [
    reply.code === '' ? null : button(ACTIONS.code, 'Show code', value),
    button(ACTIONS.more, 'More', value),
    button(ACTIONS.reason, 'Why', value),
    ...renderOffers(reply.offers, setting.conversationId),
  ].filter((each) => each !== null);
  const steering = [
    button(ACTIONS.numbers, 'Enter numbers', value),
    button(ACTIONS.whatIf, 'What if…', value),
    button(ACTIONS.correct, 'Change an answer', value),
    button(ACTIONS.restart, 'Start over', value),
    ...(setting.isForOnePerson ? [button(ACTIONS.share, 'Share to channel', value)] : []),
  ];
  return {
    blocks: [
      ...summary(reply),
      ...actions(more),
      ...actions(steering),
      feedbackButtons(setting.conversationId),
    ],
    text: summaryText(reply),
  };
}

/** The recommendation without anything to press, to be shown to others. */
export function renderShared(reply: Recommendation): Rendered {
  const invitation = smallPrint('Shared from a private answer. Reply in this thread to go on with it.');
  // Without buttons nothing else leads to where it can be read up.
  const blocks = [...summary(reply), ...renderSources(reply.sources), ...invitation];
  return { blocks, text: summaryText(reply) };
}

/** Complete Python files. */
export function renderCode(reply: Recommendation): Rendered {
  const blocks = filesOf(reply).flatMap(({ title, code }) => [
    ...proseBlocks(`**Code for: ${title}**`),
    ...codeBlocks(code),
  ]);
  return { blocks, text: fallback(`Code for: ${reply.title}`) };
}

/** What else there is, versions and sources. */
export function renderMore(reply: Recommendation): Rendered {
  const { text, sources } = detailsOf(reply);
  return { blocks: [...proseBlocks(text), ...renderSources(sources)], text: fallback(text) };
}

/**
 * Why, then how many, then how: figures and what to paste are what people come back for, and Slack may fold up what
 * stands below them. Without figures, what is missing comes last.
 */
function summary(reply: Recommendation): Block[] {
  const [why = '', ...how] = reply.text.split('\n\n');
  const [figures, background] = atEndOfCode(reply.sizingText);
  const howMany =
    figures === '' ? [] : [...proseBlocks(`**How many**\n${figures}`), ...proseBlocks(background, false)];
  const heading = reply.sizing === null || how.length === 0 ? '' : '**How**\n';
  return [
    header(reply.title),
    ...proseBlocks(why),
    ...(reply.sizing === null ? [] : howMany),
    ...proseBlocks(`${heading}${how.join('\n\n')}`, reply.sizing === null),
    ...(reply.sizing === null ? howMany : []),
    ...(reply.pitfalls.length === 0 ? [] : proseBlocks(`**Watch out**\n${bullets(reply.pitfalls)}`)),
    ...codeBlocks(reply.excerpt),
    // A picture of it follows (see send-pictures.ts); the words stay.
    ...smallPrint(escapeText(pathText(reply))),
  ];
}

/** Text up to the end of its first code, and what comes after that. */
function atEndOfCode(markdown: string): readonly [string, string] {
  const [, closing] = markdown.matchAll(/^```.*$/gm);
  const end = closing === undefined ? markdown.length : closing.index + closing[0].length;
  return [markdown.slice(0, end), markdown.slice(end)];
}

function summaryText({ title, text, sizingText, pitfalls }: Recommendation): string {
  return fallback([title, text, sizingText, bullets(pitfalls)].filter((part) => part !== '').join('\n\n'));
}

function feedbackButtons(conversationId: string): Block {
  const choice = (verdict: 'helpful' | 'unhelpful', label: string) => ({
    text: plain(label, LIMITS.buttonText),
    accessibility_label: `This answer was ${label.toLowerCase()}`,
    value: encodeMeaning({ conversationId, option: verdict }),
  });
  const element: types.FeedbackButtons = {
    type: 'feedback_buttons',
    action_id: ACTIONS.feedback,
    positive_button: choice('helpful', 'Helpful'),
    negative_button: choice('unhelpful', 'Not helpful'),
  };
  return { type: 'context_actions', elements: [element] };
}

function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item.replaceAll('\n', ' ')}`).join('\n');
}
