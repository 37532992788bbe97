import type { Gilbert } from '../../src/gilbert.ts';
import { filesOf } from '../../src/reply/details.ts';
import type { Painter } from '../pictures.ts';
import { ASK_USAGE, readAskInput } from './ask-input.ts';
import { renderOptions, renderReply } from './render-reply.ts';
import { styleFor } from './style.ts';
import { PICTURE_USAGE, takePictureOption, writePictures } from './write-pictures.ts';

const USAGE = `Usage: ${ASK_USAGE} [${PICTURE_USAGE}], or pipe something in\n`;

/**
 * One question, a file or piped text, and its replies on stdout; `--code` adds the example, `--picture` draws the
 * recommendation.
 */
export async function ask(gilbert: Gilbert, painter: Painter, given: readonly string[]): Promise<void> {
  const { file, words, fault } = takePictureOption(given);
  const read = fault === null ? await readAskInput(words, process.stdin) : { error: fault };
  if ('error' in read) {
    process.stderr.write(`${read.error}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const style = styleFor(process.stdout);
  const input = { type: 'say', text: read.text } as const;
  const { replies } = await gilbert.take({ conversationId: 'ask', user: 'you', at: Date.now(), input });
  for (const reply of replies) {
    process.stdout.write(`${renderReply(reply, style)}\n`);
    if (reply.type === 'question') process.stdout.write(`${renderOptions(reply, style)}\n`);
    if (reply.type === 'recommendation' && read.withCode) {
      for (const { code } of filesOf(reply)) process.stdout.write(`\n${code}`);
    }
    process.stdout.write('\n');
  }
  if (file === null) return;
  const recommendation = replies.find((reply) => reply.type === 'recommendation');
  const pictures = recommendation ? await painter.draw(recommendation) : [];
  const { text: told, isWritten } = await writePictures(pictures, file);
  (isWritten ? process.stdout : process.stderr).write(`${told}\n`);
  if (!isWritten) process.exitCode = 1;
}
