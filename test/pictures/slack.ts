import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKnowledge } from '../../adapters/open-knowledge.ts';
import { readSettings } from '../../adapters/settings.ts';
import { renderReplies } from '../../adapters/slack/render-reply.ts';
import { createGilbert } from '../../src/gilbert.ts';
import { createMemoryStore } from '../../src/store/memory-store.ts';
import { drawMessage, drawPerson, page } from './draw-blocks.ts';

/*
 * Pictures of what Slack is sent, for the README: `npm run build && node dist/test/pictures/slack.js .github`. Real
 * messages through the real adapter's rendering; only the drawing is ours. Needs Chromium and pngquant.
 */

const CONVERSATIONS = {
  'slack-question': ['we resize product photos with Pillow on a 16 core box, it has to get faster'],
  'slack-recommendation': [
    'we call Gemini from FastAPI, about 50 req/s, each call takes 3 s. how many workers?',
  ],
};
const WIDTH = 624;

const [, , folder = '.github'] = process.argv;
const gilbert = createGilbert(await openKnowledge(readSettings()), createMemoryStore());
const work = mkdtempSync(join(tmpdir(), 'gilbert-pictures-'));

for (const [name, messages] of Object.entries(CONVERSATIONS)) {
  const setting = { conversationId: `slack:T0000000001:C0000000001:${name}`, isForOnePerson: false };
  let content = '';
  for (const text of messages) {
    const said = { type: 'say', text } as const;
    const { replies } = await gilbert.take({ ...setting, user: 'U0000000001', at: 0, input: said });
    const drawn = renderReplies(replies, setting).map(({ blocks }) =>
      drawMessage(JSON.parse(JSON.stringify(blocks))),
    );
    content += drawPerson('Ana', `@Gilbert ${text}`) + drawn.join('');
  }
  const html = join(work, `${name}.html`);
  writeFileSync(html, page(content));
  const height = Number(/data-height="(\d+)"/.exec(chromium(html, '--dump-dom'))?.[1]);
  const picture = join(folder, `${name}.png`);
  chromium(html, `--window-size=${WIDTH},${height}`, `--screenshot=${picture}`);
  run('pngquant', ['--force', '--ext', '.png', '32', picture]);
}
rmSync(work, { recursive: true });

function chromium(html: string, ...wanted: string[]): string {
  const quiet = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
  const flags = ['--headless', ...quiet, '--disable-sync', '--disable-quic', '--hide-scrollbars'];
  const profile = `--user-data-dir=${join(work, 'profile')}`;
  return run('chromium', [...flags, profile, ...wanted, `file://${html}`]);
}

function run(program: string, options: readonly string[]): string {
  const { status, stdout, error } = spawnSync(program, options);
  if (status !== 0) throw new Error(`${program} failed`, { cause: error });
  return String(stdout);
}
