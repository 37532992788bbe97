import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Metrics } from './metrics.ts';

/** How one part of the process is doing; `detail` is for the operator. */
export interface PartHealth {
  readonly ok: boolean;
  readonly detail?: string;
}

/** The parts to ask, by name (`store`, `slack`, `discord`). */
export type HealthChecks = Readonly<Record<string, () => Promise<PartHealth>>>;

export interface HttpServer {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Slower than this a part counts as failed: whoever asks for the health has a deadline too. */
const CHECK_TIMEOUT_MILLISECONDS = 2000;

/** `/health` (200 when every part is well, else 503) and `/metrics`, on one port. Port 0 takes any free one. */
export async function startHttpServer(
  port: number,
  checks: HealthChecks,
  metrics: Metrics,
): Promise<HttpServer> {
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/health') {
      const health = await healthOf(checks);
      response.writeHead(health.ok ? 200 : 503, { 'content-type': 'application/json' });
      response.end(`${JSON.stringify(health)}\n`);
    } else if (path === '/metrics') {
      response.writeHead(200, { 'content-type': metrics.contentType });
      response.end(await metrics.text());
    } else {
      response.writeHead(404, { 'content-type': 'text/plain' });
      response.end('There are /health and /metrics.\n');
    }
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  server.listen(port);
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The process and each of its parts; answers even when a part does not. */
export async function healthOf(
  checks: HealthChecks,
  timeoutMilliseconds = CHECK_TIMEOUT_MILLISECONDS,
): Promise<{
  readonly ok: boolean;
  readonly parts: Readonly<Record<string, PartHealth>>;
}> {
  const parts = await Promise.all(
    Object.entries(checks).map(
      async ([name, check]) => [name, await withTimeout(check, timeoutMilliseconds)] as const,
    ),
  );
  return {
    ok: parts.every(([, part]) => part.ok),
    parts: { process: { ok: true }, ...Object.fromEntries(parts) },
  };
}

async function withTimeout(
  check: () => Promise<PartHealth>,
  timeoutMilliseconds: number,
): Promise<PartHealth> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<PartHealth>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, detail: 'no answer' }), timeoutMilliseconds);
  });
  try {
    return await Promise.race([check(), timeout]);
  } catch (problem) {
    return { ok: false, detail: problem instanceof Error ? problem.name : 'failed' };
  } finally {
    clearTimeout(timer);
  }
}
