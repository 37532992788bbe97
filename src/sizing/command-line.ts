import type { Sized } from './sized.ts';

/** How to start the likely configuration on one host: the server's command, and the limits to set in code. */
export function commandLineOf({ workload, deployment, numbers, chunkSize }: Sized): string {
  const { processes, slots } = deployment;
  const pool = numbers.connectionPoolPerProcess;
  const client = pool > 0 ? [`httpx.Limits(max_connections=${pool})`] : [];
  const lines = workload.shape === 'batch' ? batchLines() : onlineLines();
  return [...lines, ...client].join('\n');

  function onlineLines(): readonly string[] {
    switch (workload.mode) {
      case 'sync':
      case 'pool':
        return [`gunicorn -k sync -w ${processes} app:app`];
      case 'threads':
        return [`gunicorn -k gthread -w ${processes} --threads ${slots} app:app`];
      case 'loop':
        return [
          `uvicorn app:app --workers ${processes} --limit-concurrency ${2 * slots}`,
          `asyncio.Semaphore(${slots})`,
        ];
    }
  }

  function batchLines(): readonly string[] {
    switch (workload.mode) {
      case 'sync':
        return ['python app.py'];
      case 'threads':
        return [...perProcess(), `ThreadPoolExecutor(max_workers=${slots})`];
      case 'loop':
        return [...perProcess(), `asyncio.Semaphore(${slots})`];
      case 'pool': {
        const context = `get_context("${workload.startMethod}")`;
        return [
          `ProcessPoolExecutor(max_workers=${processes}, mp_context=${context}).map(work, jobs, chunksize=${chunkSize ?? 1})`,
        ];
      }
    }
  }

  function perProcess(): readonly string[] {
    return processes > 1 ? [`# ${processes} processes per host, each with:`] : [];
  }
}
