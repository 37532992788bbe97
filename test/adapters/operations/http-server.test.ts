import { afterEach, describe, expect, test } from 'vitest';
import { type HttpServer, healthOf, startHttpServer } from '../../../adapters/operations/http-server.ts';
import { createMetrics } from '../../../adapters/operations/metrics.ts';
import type { Gilbert, Outgoing } from '../../../src/gilbert.ts';
import { StoreError } from '../../../src/store/store-error.ts';

let server: HttpServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

const fine = async () => ({ ok: true });

async function get(path: string): Promise<{ status: number; body: string }> {
  const response = await fetch(`http://127.0.0.1:${server?.port}${path}`);
  return { status: response.status, body: await response.text() };
}

describe('/health', () => {
  test('is 200 while every part is well', async () => {
    server = await startHttpServer(0, { store: fine }, createMetrics());
    expect(await get('/health')).toEqual({
      status: 200,
      body: '{"ok":true,"parts":{"process":{"ok":true},"store":{"ok":true}}}\n',
    });
  });

  test('is 503 and names the part that is not', async () => {
    const broken = async () => {
      throw new TypeError('secret detail');
    };
    server = await startHttpServer(0, { store: broken, slack: fine }, createMetrics());
    const { status, body } = await get('/health');
    expect(status).toBe(503);
    expect(JSON.parse(body).parts).toEqual({
      process: { ok: true },
      store: { ok: false, detail: 'TypeError' },
      slack: { ok: true },
    });
  });

  test('answers even when a part does not', async () => {
    const health = await healthOf({ store: () => new Promise(() => {}) }, 1);
    expect(health.parts.store).toEqual({ ok: false, detail: 'no answer' });
  });
});

test('/metrics counts turns, what messages were read as, and failures', async () => {
  const metrics = createMetrics();
  const outgoing = (taken: Outgoing['reading'], redelivered = false): Outgoing => ({
    replies: [],
    reading: taken,
    redelivered,
  });
  const reading = { intent: 'workload', act: null, evidence: [], quantities: {} } as const;
  const answers = [
    async () => outgoing({ ...reading, understood: true }),
    async () => outgoing({ ...reading, understood: false }),
    async () => outgoing(null, true),
    async () => {
      throw new StoreError('unreachable', 'the store is away');
    },
    async () => {
      throw new Error('a fault of our own');
    },
  ];
  for (const take of answers) {
    const gilbert: Gilbert = metrics.observe({ take }, 'slack');
    const input = { type: 'say', text: 'our secret plan' } as const;
    await gilbert.take({ conversationId: 'c', user: 'Ana', at: 0, input }).catch(() => {});
  }
  server = await startHttpServer(0, {}, metrics);
  const { body } = await get('/metrics');
  for (const line of [
    'gilbert_turns_total{platform="slack",result="answered"} 2',
    'gilbert_turns_total{platform="slack",result="redelivered"} 1',
    'gilbert_turns_total{platform="slack",result="failed"} 2',
    'gilbert_intents_total{intent="workload"} 1',
    'gilbert_intents_total{intent="not-understood"} 1',
    'gilbert_store_errors_total 1',
    'gilbert_turn_seconds_count{platform="slack"} 5',
  ]) {
    expect(body).toContain(line);
  }
  expect(body).not.toMatch(/secret|Ana/);
});

test('everything else is 404', async () => {
  server = await startHttpServer(0, {}, createMetrics());
  expect((await get('/')).status).toBe(404);
});
