import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

/** The program as it is started on a server. */

const program = new URL('../../dist/adapters/start.js', import.meta.url).pathname;
let folder: string;
let child: ChildProcessWithoutNullStreams | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gilbert-'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function start(environment: NodeJS.ProcessEnv): ChildProcessWithoutNullStreams {
  const env = { PATH: process.env.PATH, HOME: folder, GILBERT_DATA_DIR: folder, ...environment };
  child = spawn(process.execPath, [program], { env });
  return child;
}

async function complaintOf(environment: NodeJS.ProcessEnv): Promise<{ code: number; text: string }> {
  const started = start(environment);
  let text = '';
  started.stderr.on('data', (data) => {
    text += data;
  });
  const [code] = await once(started, 'exit');
  return { code, text };
}

test('serves health and metrics, and ends in peace on SIGTERM', async () => {
  const started = start({ PORT: '0' });
  const [line] = (await once(createInterface({ input: started.stderr }), 'line')) as [string];
  const { port } = JSON.parse(line);
  const health = await fetch(`http://127.0.0.1:${port}/health`);
  expect(health.status).toBe(200);
  expect(await health.json()).toEqual({ ok: true, parts: { process: { ok: true }, store: { ok: true } } });
  const metrics = await fetch(`http://127.0.0.1:${port}/metrics`);
  expect(await metrics.text()).toContain('gilbert_turns_total');

  const begun = Date.now();
  started.kill('SIGTERM');
  const [code] = await once(started, 'exit');
  expect(code).toBe(0);
  expect(Date.now() - begun).toBeLessThan(10_000);
});

describe('settings that do not fit', () => {
  test('are all named before anything starts', async () => {
    const { code, text } = await complaintOf({
      SLACK_BOT_TOKEN: 'secret-1',
      DISCORD_TOKEN: 'secret-2',
      LOG_LEVEL: 'secret-3',
      PORT: 'secret-4',
    });
    expect(code).toBe(1);
    for (const name of ['SLACK_BOT_TOKEN', 'DISCORD_TOKEN', 'LOG_LEVEL', 'PORT'])
      expect(text).toContain(name);
    expect(text).not.toContain('secret-');
    expect(text).not.toContain('at ');
  });

  test('of a platform that cannot be reached end the program with one line of advice', async () => {
    const { code, text } = await complaintOf({
      DISCORD_TOKEN: 'a.b.c',
      DISCORD_API_URL: 'http://127.0.0.1:9/',
      LOG_LEVEL: 'fatal',
    });
    expect(code).toBe(1);
    expect(text).toMatch(/^Discord cannot be reached .*DISCORD_API_URL\.\n$/);
  });
});

test('half-valid knowledge does not start', async () => {
  const { code, text } = await complaintOf({ GILBERT_KNOWLEDGE_DIR: folder });
  expect(code).toBe(1);
  expect(text).toContain('flowchart.mmd: the file is missing');
  expect(text).toContain('voice.yaml: the file is missing');
});
