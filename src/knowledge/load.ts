import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { KnowledgeFiles } from './compile.ts';
import { KnowledgeError } from './fault.ts';
import type { Knowledge } from './knowledge.ts';

/** What the build writes: the knowledge, and a fingerprint of the program that compiled it. */
export interface CompiledKnowledge {
  readonly program: string;
  readonly knowledge: Knowledge;
}

/**
 * The knowledge in a folder, checked. What the build compiled is taken where it was compiled from exactly these
 * files; otherwise the folder is compiled here and now, which takes about a minute. Rejects with a KnowledgeError that
 * has all faults of the folder.
 */
export async function loadKnowledge(
  folder: string,
  compiled: CompiledKnowledge | null = null,
): Promise<Knowledge> {
  const files = readFolder(folder);
  const version = fingerprint(files);
  if (compiled?.knowledge.version === version) return compiled.knowledge;

  // The compiler takes several megabytes, which a program that only reads need not have.
  const { compileKnowledge } = await import('./compile.ts');
  const { knowledge, faults } = compileKnowledge(files, version);
  if (knowledge === null) throw new KnowledgeError(faults);
  return knowledge;
}

/** As it is kept in a file: by the structured clone algorithm, since in JSON millions of weights take long to read. */
export function packCompiledKnowledge(compiled: CompiledKnowledge): Buffer {
  return serialize(compiled);
}

/** What the build wrote to that file; null where it is not there, was cut short or is another Node's. */
export function readCompiledKnowledge(file: string): CompiledKnowledge | null {
  try {
    return deserialize(readFileSync(file)) as CompiledKnowledge;
  } catch {
    return null;
  }
}

/** A fingerprint of all files below a folder: their names and what is in them. */
export function fingerprintOfFolder(folder: string): string {
  return fingerprint(readFolder(folder));
}

/** All files below the folder, hidden ones and Python's caches left out. */
function readFolder(folder: string): KnowledgeFiles {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    if (!entry.isFile() || /(^|\/)(\.|__pycache__)/.test(name)) continue;
    files[name] = readFileSync(path, 'utf8');
  }
  return files;
}

function fingerprint(files: KnowledgeFiles): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(files).sort()) hash.update(`${name}\0${files[name]}\0`);
  return hash.digest('hex').slice(0, 16);
}
