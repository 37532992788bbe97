import type { Gilbert } from '../../src/gilbert.ts';
import { renderOptions, renderReply } from './render-reply.ts';
import { styleFor } from './style.ts';

/** One question, its replies on stdout; `--code` adds the example. */
export async function ask(gilbert: Gilbert, words: readonly string[]): Promise<void> {
  const withCode = words.includes('--code');
  const text = words.filter((word) => word !== '--code').join(' ');
  if (text === '') {
    process.stderr.write('Usage: npm run ask -- "your question" [--code]\n');
    process.exitCode = 2;
    return;
  }
  const style = styleFor(process.stdout);
  const input = { type: 'say', text } as const;
  const { replies } = await gilbert.take({ conversationId: 'ask', user: 'you', at: Date.now(), input });
  for (const reply of replies) {
    process.stdout.write(`${renderReply(reply, style)}\n`);
    if (reply.type === 'question') process.stdout.write(`${renderOptions(reply, style)}\n`);
    if (reply.type === 'recommendation' && withCode) process.stdout.write(`\n${reply.code}`);
    process.stdout.write('\n');
  }
}
