import type { types } from '@slack/bolt';
import type { Knowledge } from '../../src/knowledge/knowledge.ts';
import { ACTIONS } from './action-ids.ts';
import { actions, button, header, plain, proseBlocks } from './blocks.ts';
import { encodeMeaning } from './button-value.ts';
import { splitText } from './limits.ts';
import { toPlainText } from './mrkdwn.ts';

const SUGGESTION_LENGTH = 60;

const privacy = (
  keepDays: number,
) => `Of a conversation I keep the answers and numbers you gave and the few words each came from, so that it can go on \
after a restart. Whole messages are not kept, nothing goes to anybody else, and what I know is on the machine I run on. \
Conversations are removed ${keepDays} days after their last message.`;

/** The Home tab: what it does, examples, privacy, and how to delete one's data. `notice` is shown on top. */
export function homeView(knowledge: Knowledge, keepDays: number, notice = ''): types.HomeView {
  const { help, examples } = knowledge.voice;
  const remove = {
    ...button(ACTIONS.deleteData, 'Delete my data', encodeMeaning({ conversationId: 'home' })),
    style: 'danger' as const,
    confirm: {
      title: plain('Delete your data?', 100),
      text: plain('Your conversations go. In shared threads your name and words go, the facts stay.', 300),
      confirm: plain('Delete', 30),
      deny: plain('Keep', 30),
    },
  };
  return {
    type: 'home',
    blocks: [
      ...(notice === '' ? [] : proseBlocks(notice)),
      header('Python concurrency: what to use, and how many'),
      ...proseBlocks(help),
      ...proseBlocks(`**For example**\n${examples.map((example) => `- ${example}`).join('\n')}`),
      ...proseBlocks(
        '**Where**\n- mention me in a channel and go on in the thread\n- write to me under Messages\n' +
          '- `/gilbert` with a question, for your eyes only\n- *Ask Gilbert* in the menu of any message',
      ),
      ...proseBlocks(`**Privacy**\n${privacy(keepDays)}`),
      ...actions([remove]),
    ],
  };
}

/** No more than fits on a suggestion, whole words only. */
function inBrief(message: string): string {
  const [start = '', ...rest] = splitText(message, SUGGESTION_LENGTH);
  return rest.length === 0 ? start : `${start}…`;
}

/** What one can begin with in the message pane. */
export function suggestedPrompts({ voice }: Knowledge): {
  readonly title: string;
  readonly prompts: { title: string; message: string }[];
} {
  const messages = [...voice.examples.slice(0, 3), 'help'].map(toPlainText);
  return {
    title: 'Tell me about the job',
    prompts: messages.map((message) => ({
      title: message === 'help' ? 'What can you do?' : inBrief(message),
      message,
    })),
  };
}
