import type { Amount } from './amounts.ts';
import type { Token } from './tokens.ts';

/** What is known of the message when its times and sizes are named. */
export interface Scene {
  readonly tokens: readonly Token[];
  readonly hasBatch: boolean;
  readonly hasLoad: boolean;
  readonly hasCores: boolean;
}

/** Up to that many words before a token, within its sentence. */
export function wordsBefore(tokens: readonly Token[], from: number, count: number): string[] {
  const words: string[] = [];
  for (let at = from - 1; at >= 0 && words.length < count; at -= 1) {
    const token = tokens[at];
    if (token === undefined || endsSentence(tokens, at)) break;
    if (token.kind !== 'mark') words.unshift(token.word);
  }
  return words;
}

export function wordsAfter(tokens: readonly Token[], to: number, count: number): string[] {
  const words: string[] = [];
  for (let at = to; at < tokens.length && words.length < count; at += 1) {
    const token = tokens[at];
    if (token === undefined || endsSentence(tokens, at)) break;
    if (token.word === ',' || token.word === ';') break;
    if (token.kind !== 'mark' || token.word === '/') words.push(token.word);
  }
  return words;
}

/** The words of the sentence around an amount, at most 40 to either side. */
export function sentenceAround(tokens: readonly Token[], amount: Amount): string[] {
  return [...wordsBefore(tokens, amount.from, 40), ...wordsAfterAll(tokens, amount.to, 40)];
}

function wordsAfterAll(tokens: readonly Token[], to: number, count: number): string[] {
  const words: string[] = [];
  for (let at = to; at < tokens.length && words.length < count && !endsSentence(tokens, at); at += 1) {
    words.push(tokens[at]?.word ?? '');
  }
  return words;
}

function endsSentence(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  return token?.kind === 'mark' && '.!?'.includes(token.word) && !tokens[at + 1]?.glued;
}
