import { KnowledgeError } from '../src/knowledge/fault.ts';
import { SettingsError } from './settings.ts';

/** Ends the program with what is wrong; a mistake of the reader's own needs no stack trace. */
export function reportProblem(problem: unknown): void {
  const isForTheReader = problem instanceof KnowledgeError || problem instanceof SettingsError;
  process.stderr.write(
    `${isForTheReader ? problem.message : problem instanceof Error ? problem.stack : problem}\n`,
  );
  process.exitCode = 1;
}
