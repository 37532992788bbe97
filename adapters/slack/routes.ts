import type { ServerResponse } from 'node:http';
import { type HealthChecks, healthOf } from '../operations/http-server.ts';
import type { Metrics } from '../operations/metrics.ts';

/** `/health` and `/metrics` on Bolt's own server, as they are where Bolt has none. */
export function operationRoutes(checks: HealthChecks, metrics: Metrics) {
  return [
    {
      path: '/health',
      method: 'GET',
      handler: async (_: unknown, response: ServerResponse) => {
        const health = await healthOf(checks);
        response.writeHead(health.ok ? 200 : 503, { 'content-type': 'application/json' });
        response.end(`${JSON.stringify(health)}\n`);
      },
    },
    {
      path: '/metrics',
      method: 'GET',
      handler: async (_: unknown, response: ServerResponse) => {
        response.writeHead(200, { 'content-type': metrics.contentType });
        response.end(await metrics.text());
      },
    },
  ];
}
