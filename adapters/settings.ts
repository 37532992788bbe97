import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadEnvFile } from 'node:process';
import { z } from 'zod';

/** The folder that holds package.json, wherever the compiled code lies inside it. */
export const projectFolder = findProjectFolder(import.meta.dirname);

const settingsSchema = z.object({
  /** The folder with the chart and the texts; the project's own by default. */
  GILBERT_KNOWLEDGE_DIR: z.string().min(1).default(join(projectFolder, 'knowledge')),
});

export interface Settings {
  readonly knowledgeFolder: string;
  /** What the build compiled from that folder; only used where it still fits. */
  readonly compiledKnowledgeFile: string;
}

/** Environment variables that do not fit, all of them at once, without their values. */
export class SettingsError extends Error {
  constructor(problems: readonly string[]) {
    super(`Settings do not fit:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
    this.name = 'SettingsError';
  }
}

/**
 * The settings in the environment, checked once. Empty variables count as unset.
 *
 * @throws SettingsError that names every variable that does not fit and what is accepted
 */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = settingsSchema.safeParse(given);
  if (!result.success) {
    throw new SettingsError(result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  }
  return {
    knowledgeFolder: result.data.GILBERT_KNOWLEDGE_DIR,
    compiledKnowledgeFile: join(projectFolder, 'dist', 'knowledge.json'),
  };
}

/** Adds what a `.env` file beside package.json sets to the environment; what is set already stays. */
export function loadEnvironmentFile(): void {
  const file = join(projectFolder, '.env');
  if (existsSync(file)) loadEnvFile(file);
}

function findProjectFolder(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('package.json not found above the program');
  return findProjectFolder(parent);
}
