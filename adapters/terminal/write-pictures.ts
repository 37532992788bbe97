import { writeFile } from 'node:fs/promises';
import type { Picture } from '../pictures.ts';

export const PICTURE_USAGE = '--picture path.png';

const OPTION = '--picture';
const NO_FILE = `${OPTION} needs the name of a file to write, such as path.png.`;

/** The file after `--picture` (or `--picture=file`) and the words without it; `fault` says what is wrong with it. */
export function takePictureOption(given: readonly string[]): {
  readonly file: string | null;
  readonly words: readonly string[];
  readonly fault: string | null;
} {
  const at = given.findIndex((word) => word === OPTION || word.startsWith(`${OPTION}=`));
  const option = given[at];
  if (option === undefined) return { file: null, words: given, fault: null };
  const isApart = option === OPTION;
  const file = isApart ? (given[at + 1] ?? '') : option.slice(OPTION.length + 1);
  const words = [...given.slice(0, at), ...given.slice(at + (isApart ? 2 : 1))];
  return { file, words, fault: faultOf(file) };
}

function faultOf(file: string): string | null {
  if (file === '' || file.startsWith('--')) return NO_FILE;
  return /\.png$/i.test(file)
    ? null
    : `"${file}" is no name for a picture: they are PNG, give a name that ends in .png.`;
}

/** What came of writing pictures, in words for the person who asked. */
export interface Written {
  readonly text: string;
  readonly isWritten: boolean;
}

/** Writes pictures to files: the first to the one named, a plot that goes with a path beside it as `…-sizing.png`. */
export async function writePictures(pictures: readonly Picture[], file: string): Promise<Written> {
  const fault = faultOf(file);
  if (fault !== null) return { text: fault, isWritten: false };
  if (pictures.length === 0) {
    return { text: 'There is no picture yet: it shows the way to a recommendation.', isWritten: false };
  }
  const lines: string[] = [];
  for (const [index, { kind, data }] of pictures.entries()) {
    const name = index === 0 ? file : file.replace(/\.png$/i, `-${kind}.png`);
    try {
      await writeFile(name, data);
    } catch (problem) {
      return { text: [...lines, reasonFor(problem, name)].join('\n'), isWritten: false };
    }
    lines.push(`${kind === 'path' ? 'The path' : 'The plot of the sizing'}: ${name}`);
  }
  return { text: lines.join('\n'), isWritten: true };
}

function reasonFor(problem: unknown, name: string): string {
  const code = problem instanceof Error && 'code' in problem ? problem.code : undefined;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return `${name} cannot be written: there is no such folder.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${name} cannot be written: it is not allowed there.`;
    case 'EISDIR':
      return `${name} cannot be written: it is a folder.`;
    case 'ENOSPC':
      return `${name} cannot be written: the disk is full.`;
    default:
      return `${name} cannot be written (${String(code ?? problem)}).`;
  }
}
