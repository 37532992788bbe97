import { KnowledgeError } from '../src/knowledge/fault.ts';
import { StoreError } from '../src/store/store-error.ts';
import { SettingsError } from './settings.ts';

/** A reader of the output that has gone (`| head`) ends the program quietly. */
export function endWithReader(): void {
  process.stdout.on('error', (problem: NodeJS.ErrnoException) => {
    if (problem.code !== 'EPIPE') throw problem;
    process.exit(0);
  });
}

/** Ends the program with what is wrong; a mistake of the reader's own needs no stack trace. */
export function reportProblem(problem: unknown): void {
  const isForTheReader = [KnowledgeError, SettingsError, StoreError].some((kind) => problem instanceof kind);
  const { message, stack } = problem instanceof Error ? problem : new Error(String(problem));
  process.stderr.write(`${isForTheReader ? message : stack}\n`);
  process.exitCode = 1;
}
