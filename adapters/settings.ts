import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadEnvFile, platform } from 'node:process';
import { z } from 'zod';

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The folder that holds package.json, wherever the compiled code lies inside it. */
export const projectFolder = findProjectFolder(import.meta.dirname);

const port = z.coerce
  .number('a port number')
  .int('a whole number')
  .min(0, 'from 0')
  .max(65535, 'up to 65535');
const yesOrNo = z.enum(['yes', 'no'], 'yes or no').transform((answer) => answer === 'yes');

/** Every environment variable, what it accepts and what it means when unset. */
const settingsSchema = z.object({
  /** PostgreSQL, shared by all copies; unset: SQLite in the data folder. */
  DATABASE_URL: z
    .string()
    .refine((url) => /^postgres(ql)?:\/\/./.test(url), 'a URL that begins with postgres:// or postgresql://')
    .optional(),
  /** Where SQLite and caches live. */
  GILBERT_DATA_DIR: z.string().optional(),
  /** The folder with the chart and the texts. */
  GILBERT_KNOWLEDGE_DIR: z.string().optional(),
  /** How long a conversation is kept after its last turn. */
  GILBERT_KEEP_DAYS: z.coerce
    .number('a number of days')
    .int('whole days')
    .min(1, 'from 1 day')
    .max(3650, 'up to 3650 days')
    .default(90),
  /** Encrypts what Slack hands over when a workspace installs the app; needed only with Slack's OAuth. */
  GILBERT_SECRET: z.string().min(16, 'at least 16 characters').optional(),
  /** Whether messages that were misread may be kept for `npm run review`. */
  GILBERT_KEEP_MISREAD: yesOrNo.default(false),
  /** Health and metrics (and Slack over HTTP); unset: no port is opened for the terminal chat. */
  PORT: port.optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`).default('info'),
});

export interface Settings {
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
  readonly knowledgeFolder: string;
  /** What the build compiled from that folder; only used where it still fits. */
  readonly compiledKnowledgeFile: string;
  readonly keepDays: number;
  readonly keepsMisread: boolean;
  readonly secret: string | null;
  readonly port: number | null;
  readonly logLevel: LogLevel;
}

/** Environment variables that do not fit, all of them at once, without their values. */
export class SettingsError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const list = problems.length === 1 ? ` ${problems[0]}` : problems.map((each) => `\n  ${each}`).join('');
    super(`Settings do not fit:${list}`);
    this.name = 'SettingsError';
    this.problems = problems;
  }
}

/**
 * Several groups of settings read together, so that everything that does not fit is told at once.
 *
 * @throws SettingsError with the problems of all groups
 */
export function readTogether<Groups extends Readonly<Record<string, unknown>>>(
  readers: {
    readonly [Name in keyof Groups]: () => Groups[Name];
  },
): Groups {
  const problems: string[] = [];
  const groups = Object.entries(readers).map(([name, read]) => {
    try {
      return [name, read()];
    } catch (problem) {
      if (!(problem instanceof SettingsError)) throw problem;
      problems.push(...problem.problems);
      return [name, null];
    }
  });
  if (problems.length > 0) throw new SettingsError(problems);
  return Object.fromEntries(groups) as Groups;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The settings in the environment, checked once. Empty variables count as unset.
 *
 * @throws SettingsError that names every variable that does not fit and what is accepted
 */
export function readSettings(environment: Environment = process.env): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = settingsSchema.safeParse(given);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join('.')}: expected ${message}`);
    throw new SettingsError(problems);
  }
  const read = result.data;
  return {
    databaseUrl: read.DATABASE_URL ?? null,
    dataFolder: read.GILBERT_DATA_DIR ?? join(userDataFolder(environment), 'gilbert'),
    knowledgeFolder: read.GILBERT_KNOWLEDGE_DIR ?? join(projectFolder, 'knowledge'),
    compiledKnowledgeFile: join(projectFolder, 'dist', 'knowledge.bin'),
    keepDays: read.GILBERT_KEEP_DAYS,
    keepsMisread: read.GILBERT_KEEP_MISREAD,
    secret: read.GILBERT_SECRET ?? null,
    port: read.PORT ?? null,
    logLevel: read.LOG_LEVEL,
  };
}

/** Adds what a `.env` file beside package.json sets to the environment; what is set already stays. */
export function loadEnvironmentFile(): void {
  const file = join(projectFolder, '.env');
  if (existsSync(file)) loadEnvFile(file);
}

/** Where programs of this user keep their data, by the custom of the system (XDG on Linux). */
function userDataFolder(environment: Environment): string {
  if (platform === 'win32') return environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share');
}

function findProjectFolder(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('package.json not found above the program');
  return findProjectFolder(parent);
}
