import { type CodeFact, readFacts } from './facts.ts';
import { findFaults, readCode } from './find-faults.ts';
import type { Finding } from './finding.ts';

/** What pasted Python says: the faults in it, and the answers it settles. */
export interface PythonReading {
  readonly findings: readonly Finding[];
  readonly facts: readonly CodeFact[];
  /** Whether it has to do with concurrency at all. */
  readonly isConcurrent: boolean;
}

const CONCURRENT =
  /\b(?:async|await|asyncio|threading|multiprocessing|concurrent|Thread|Process|\w*PoolExecutor|Pool|queue|Lock|celery|gevent|trio|anyio|joblib)\b/;

/** Reads Python source without running it. Null for what is hardly Python. */
export function readPython(source: string): PythonReading | null {
  const code = readCode(source);
  if (code === null) return null;
  const findings = findFaults(code);
  return { findings, facts: readFacts(code, findings), isConcurrent: CONCURRENT.test(source) };
}
