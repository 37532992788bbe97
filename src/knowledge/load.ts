import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { compileKnowledge, type KnowledgeFiles } from './compile.ts';
import { KnowledgeError } from './fault.ts';
import type { Knowledge } from './knowledge.ts';

/**
 * The knowledge in a folder, checked. What the build compiled is taken where it was compiled from exactly these
 * files by this version of the code; otherwise the folder is compiled here and now, which takes a few seconds.
 *
 * @throws KnowledgeError with all faults of the folder
 */
export function loadKnowledge(folder: string, compiledFile: string | null = null): Knowledge {
  const files = readKnowledgeFolder(folder);
  const version = versionOf(files);
  const compiled = compiledFile === null ? null : readCompiled(compiledFile);
  if (compiled?.version === version) return compiled;

  const { knowledge, faults } = compileKnowledge(files, version);
  if (knowledge === null) throw new KnowledgeError(faults);
  return knowledge;
}

/** All files below the folder, hidden ones and Python's caches left out. */
export function readKnowledgeFolder(folder: string): KnowledgeFiles {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    if (!entry.isFile() || /(^|\/)(\.|__pycache__)/.test(name)) continue;
    files[name] = readFileSync(path, 'utf8');
  }
  return files;
}

function versionOf(files: KnowledgeFiles): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(files).sort()) hash.update(`${name}\0${files[name]}\0`);
  return hash.digest('hex').slice(0, 16);
}

function readCompiled(file: string): Knowledge | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Knowledge;
  } catch {
    // Not built yet, or cut short: compile it again.
    return null;
  }
}
