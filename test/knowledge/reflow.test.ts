import { expect, test } from 'vitest';
import { reflow } from '../../src/knowledge/reflow.ts';

test.each([
  ['a paragraph', 'one\ntwo\nthree', 'one two three'],
  ['two paragraphs', 'one\ntwo\n\nthree\nfour', 'one two\n\nthree four'],
  ['bullets and what continues them', 'see:\n- one\n  more\n- two', 'see:\n- one more\n- two'],
  ['numbered lines', '1. one\n   more\n2. two', '1. one more\n2. two'],
  ['a fence', 'run\nthis:\n```sh\na\nb\n```\nand\nread', 'run this:\n```sh\na\nb\n```\nand read'],
  ['nothing', '', ''],
])('%s', (_, text, expected) => {
  expect(reflow(text)).toBe(expected);
});
