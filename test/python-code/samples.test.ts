import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findFaults, readCode } from '../../src/python-code/find-faults.ts';
import { RULES } from '../../src/python-code/finding.ts';
import { samples, scoreFindings } from './samples.ts';

function find(code: string): string[] {
  const read = readCode(code);
  return read === null ? [] : findFaults(read).map(({ rule, line }) => `${rule} ${line}`);
}

test('there are faulty and clean samples for every rule', () => {
  expect(samples.length).toBeGreaterThan(150);
  expect(samples.filter(({ faults }) => faults.length === 0).length).toBeGreaterThan(70);
  for (const rule of RULES) {
    const faulty = samples.filter(({ faults }) => faults.some((fault) => fault.startsWith(`${rule} `)));
    expect(faulty.length, rule).toBeGreaterThan(1);
  }
});

test('samples rules were written with: every fault on its line, and nothing else', () => {
  const { wrong, missed } = scoreFindings(
    samples.filter(({ isHeldBack }) => !isHeldBack),
    find,
  );
  expect({ wrong, missed }).toEqual({ wrong: [], missed: [] });
});

test('samples held back: at least 95 of 100 findings are right, at least 80 of 100 faults are found', () => {
  const { precision, recall } = scoreFindings(
    samples.filter(({ isHeldBack }) => isHeldBack),
    find,
  );
  expect(precision).toBeGreaterThanOrEqual(0.95);
  expect(recall).toBeGreaterThanOrEqual(0.8);
});

test('a finding says what happens and how to mend it, each in a line', () => {
  for (const { code } of samples) {
    const read = readCode(code);
    for (const { rule, line, text, mend } of read === null ? [] : findFaults(read)) {
      expect(RULES).toContain(rule);
      expect(code.split('\n')[line - 1]?.trim()).not.toBe('');
      expect(text).toMatch(/^\S[^\n]+\.$|RuntimeError\.$/);
      expect(mend).toMatch(/^[A-Z][^\n]+\.$/);
    }
  }
});

test('nothing is wrong with the examples Gilbert gives', () => {
  const folder = new URL('../../knowledge/code/', import.meta.url);
  const files = readdirSync(folder).filter((file) => file.endsWith('.py'));
  expect(files.length).toBeGreaterThan(5);
  for (const file of files) expect(find(readFileSync(new URL(file, folder), 'utf8')), file).toEqual([]);
});
