import type { types } from '@slack/bolt';
import { pathText } from '../../src/reply/path-text.ts';
import type { ReplyOf } from '../../src/reply/reply.ts';
import { ACTIONS } from './action-ids.ts';
import { actions, type Block, button, codeBlocks, header, plain, proseBlocks, smallPrint } from './blocks.ts';
import { encodeMeaning } from './button-value.ts';
import { LIMITS } from './limits.ts';
import { escapeText } from './mrkdwn.ts';
import { fallback, renderSources } from './render-sources.ts';
import type { Rendered, Setting } from './rendered.ts';

type Recommendation = ReplyOf<'recommendation'>;

/** What to use, why and how many, the path and the sources; the rest is behind buttons. */
export function renderRecommendation(reply: Recommendation, setting: Setting): Rendered {
  const value = encodeMeaning({ conversationId: setting.conversationId });
  const more = [
    reply.code === '' ? null : button(ACTIONS.code, 'Show code', value),
    reply.pitfalls.length === 0 ? null : button(ACTIONS.pitfalls, 'Watch out for…', value),
    reply.otherwise.length + reply.versions.length === 0
      ? null
      : button(ACTIONS.otherwise, 'When something else?', value),
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
  return { blocks: [...summary(reply), ...invitation], text: summaryText(reply) };
}

/** A complete Python file. */
export function renderCode({ title, code }: Recommendation): Rendered {
  const text = code === '' ? `There is no code for: ${title}` : `Code for: ${title}`;
  return { blocks: [...proseBlocks(`**${text}**`), ...codeBlocks(code)], text: fallback(text) };
}

/** What goes wrong with exactly this choice. */
export function renderPitfalls({ pitfalls }: Recommendation): Rendered {
  return prose(`**Watch out for**\n${bullets(pitfalls)}`);
}

/** What would lead to another choice, and what differs between Python versions. */
export function renderOtherwise({ otherwise, versions }: Recommendation): Rendered {
  const parts = [
    otherwise.length === 0 ? '' : `**Something else when**\n${bullets(otherwise)}`,
    versions.length === 0 ? '' : `**Python versions**\n${bullets(versions)}`,
  ];
  return prose(parts.filter((part) => part !== '').join('\n\n'));
}

function summary(reply: Recommendation): Block[] {
  return [
    header(reply.title),
    ...proseBlocks(reply.text),
    ...(reply.sizingText === '' ? [] : proseBlocks(`**How many**\n${reply.sizingText}`)),
    // A picture of it follows (see send-pictures.ts); the words stay.
    ...smallPrint(escapeText(pathText(reply))),
    ...renderSources(reply.sources),
  ];
}

function summaryText({ title, text, sizingText }: Recommendation): string {
  return fallback([title, text, sizingText].filter((part) => part !== '').join('\n\n'));
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

function prose(markdown: string): Rendered {
  return { blocks: proseBlocks(markdown), text: fallback(markdown) };
}

function bullets(items: readonly string[]): string {
  return items.map((item) => `- ${item.replaceAll('\n', ' ')}`).join('\n');
}
