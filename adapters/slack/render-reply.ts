import { understoodText } from '../../src/reply/path-text.ts';
import { choicesOf, type Reply, type ReplyOf } from '../../src/reply/reply.ts';
import { ACTIONS } from './action-ids.ts';
import { actions, type Block, button, plain, proseBlocks, sections, smallPrint } from './blocks.ts';
import { encodeMeaning } from './button-value.ts';
import { cut, LIMITS } from './limits.ts';
import { escapeText, toMrkdwn, toPlainText } from './mrkdwn.ts';
import { renderComparison } from './render-comparison.ts';
import { renderOffers } from './render-offers.ts';
import { renderRecommendation } from './render-recommendation.ts';
import { fallback, renderSources } from './render-sources.ts';
import { packMessages, type Rendered, type Setting } from './rendered.ts';

type Choice = ReplyOf<'question'>['options'][number];

/** Up to so many options are buttons; more are a menu. */
const MOST_BUTTONS = 5;

/** The replies of one turn as messages, in order and within every limit of Slack. Pure. */
export function renderReplies(replies: readonly Reply[], setting: Setting): Rendered[] {
  return packMessages(
    replies.map((reply, index) => {
      const before = replies[index - 1];
      const said = before !== undefined && 'text' in before ? before.text : '';
      const isWhySaid = reply.type === 'question' && said.includes(reply.why);
      return renderReply(isWhySaid ? { ...reply, why: '' } : reply, setting);
    }),
  );
}

/** One reply as blocks and as text that says the same. Pure; may hold more than one message takes. */
export function renderReply(reply: Reply, setting: Setting): Rendered {
  switch (reply.type) {
    case 'question':
      return renderQuestion(reply, setting);
    case 'recommendation':
      return renderRecommendation(reply, setting);
    case 'explanation':
      return {
        blocks: [
          ...proseBlocks(reply.text),
          ...renderSources(reply.sources),
          ...actions(renderOffers(reply.offers, setting.conversationId)),
        ],
        text: fallback(reply.text),
      };
    case 'comparison':
      return renderComparison(reply);
    case 'notice':
      return renderNotice(reply, setting);
    case 'error':
      return { blocks: proseBlocks(reply.text), text: fallback(reply.text) };
  }
}

function renderQuestion(question: ReplyOf<'question'>, { conversationId }: Setting): Rendered {
  const read = understoodText(question.understood);
  const readLine = read === '' ? '' : `I read: ${read}`;
  const asked = toMrkdwn(question.text);
  const labels = choicesOf(question).map(({ label }) => label);
  const steering = [
    { action: ACTIONS.unsure, label: 'Not sure' },
    { action: ACTIONS.why, label: 'Why do you ask?' },
    { action: ACTIONS.back, label: 'Back' },
    { action: ACTIONS.restart, label: 'Start over' },
  ].filter(({ label }) => !labels.includes(label));
  const value = encodeMeaning({ conversationId });
  const options = labels.map((label, index) => `${index + 1}. ${toPlainText(label)}`).join('\n');
  return {
    blocks: [
      ...smallPrint(escapeText(readLine)),
      ...sections(/[*`\n]/.test(asked) ? asked : `*${asked}*`),
      ...smallPrint(toMrkdwn(question.why)),
      ...renderOptions(question, conversationId),
      ...actions(steering.map(({ action, label }) => button(action, label, value))),
    ],
    text: fallback([readLine, question.text, options].filter((line) => line !== '').join('\n')),
  };
}

function renderOptions(question: ReplyOf<'question'>, conversationId: string): Block[] {
  const { decision } = question;
  const named = distinct(choicesOf(question));
  if (named.length <= MOST_BUTTONS) {
    return actions(
      named.map(({ id, label }, index) =>
        button(`${ACTIONS.choose}:${index}`, label, encodeMeaning({ conversationId, decision, option: id })),
      ),
    );
  }
  const menu = {
    type: 'static_select' as const,
    action_id: ACTIONS.choose,
    placeholder: plain('Choose an answer', LIMITS.placeholder),
    options: named.slice(0, LIMITS.options).map(({ id, label }) => ({
      text: plain(label, LIMITS.optionText),
      value: cut(id, LIMITS.optionValue),
    })),
  };
  // A menu has no value of its own, and its options have room for an id only: the block says what it is about.
  return actions([menu], encodeMeaning({ conversationId, decision }).slice(0, LIMITS.blockId));
}

/** No two options may read alike once they are cut to a button's length. */
function distinct(options: readonly Choice[]): Choice[] {
  const seen = new Set<string>();
  return options.map(({ id, label }, index) => {
    const short = cut(toPlainText(label), LIMITS.buttonText);
    const isTaken = seen.has(short);
    seen.add(short);
    return { id, label: isTaken ? `${index + 1}. ${toPlainText(label)}` : short };
  });
}

/** How a private notice names the person who answered. */
const BY_PERSON = /, by ([UW][A-Z0-9]{6,})\b/g;

function renderNotice(notice: ReplyOf<'notice'>, { conversationId }: Setting): Rendered {
  const { offer } = notice;
  const change =
    offer === null
      ? []
      : [
          button(
            ACTIONS.change,
            offer.label,
            encodeMeaning({ conversationId, decision: offer.decision, option: offer.option }),
          ),
        ];
  // Only in private: there a mention shows the name and calls nobody.
  const named = (block: Block): Block =>
    notice.private && block.type === 'section' && block.text?.type === 'mrkdwn'
      ? { ...block, text: { ...block.text, text: block.text.text.replace(BY_PERSON, ', by <@$1>') } }
      : block;
  return {
    blocks: [...proseBlocks(notice.text).map(named), ...actions(change)],
    text: fallback(notice.text.replace(BY_PERSON, ', by somebody')),
  };
}
