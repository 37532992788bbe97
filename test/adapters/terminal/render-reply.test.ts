import { describe, expect, test } from 'vitest';
import { renderReply } from '../../../adapters/terminal/render-reply.ts';
import { renderMarkdown, styleFor } from '../../../adapters/terminal/style.ts';
import type { Reply } from '../../../src/reply/reply.ts';

const plain = { colour: false, columns: 60 };
const escapeCharacter = '\u001b';

describe('colours', () => {
  test.each([
    ['a terminal', { isTTY: true }, {}, true],
    ['a terminal with NO_COLOR', { isTTY: true }, { NO_COLOR: '1' }, false],
    ['a terminal with an empty NO_COLOR', { isTTY: true }, { NO_COLOR: '' }, true],
    ['a dumb terminal', { isTTY: true }, { TERM: 'dumb' }, false],
    ['a file', {}, {}, false],
  ])('%s', (_, stream, environment, colour) => {
    expect(styleFor(stream, environment).colour).toBe(colour);
  });

  test('are there when wanted and only then', () => {
    const notice = { type: 'notice', text: 'Use **threads**', private: false, offer: null } as const;
    expect(renderReply(notice, plain)).toBe('Use **threads**'.replaceAll('**', ''));
    expect(renderReply(notice, { ...plain, colour: true })).toContain(escapeCharacter);
  });
});

test('no line is wider than the window, and bullets hang', () => {
  const text = renderMarkdown(plain, `- ${'several words '.repeat(20)}`);
  const lines = text.split('\n');
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
  expect(lines[0]).toMatch(/^- several/);
  expect(lines[1]).toMatch(/^ {2}\S/);
});

test('fenced code keeps its lines as they are', () => {
  const code = `x = "${'long '.repeat(30)}"`;
  expect(renderMarkdown(plain, `Run:\n\`\`\`sh\n${code}\n\`\`\``)).toBe(`Run:\n  ${code}`);
});

test('words of a message cannot steer the terminal', () => {
  const understood = [
    {
      decision: 'TaskType',
      option: 'io',
      label: 'It waits',
      words: `${escapeCharacter}[2J\u0007call\u009b2J`,
      said: true,
    },
  ];
  const rendered = renderReply(
    {
      type: 'question',
      decision: 'IOScale',
      text: 'More?',
      why: 'Because.',
      options: [],
      offers: [],
      understood,
    },
    plain,
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: their absence is what is tested
  expect(rendered).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  expect(rendered).toContain('call');
});

describe('a comparison', () => {
  const comparison: Reply = {
    type: 'comparison',
    title: 'Approaches',
    columns: ['best for', 'GIL'],
    rows: [
      { name: 'threads', cells: ['blocking clients', 'one at a time'] },
      { name: 'processes', cells: ['computing', 'one each'] },
    ],
    sources: [],
  };
  const rendered = (columns: number) => renderReply(comparison, { ...plain, columns });

  test('stands side by side where the window is wide enough', () => {
    expect(rendered(60)).toMatchInlineSnapshot(`
      "Approaches

                 best for          GIL
      threads    blocking clients  one at a time
      processes  computing         one each"
    `);
  });

  test('else shows every cell under its column', () => {
    expect(rendered(40)).toMatchInlineSnapshot(`
      "Approaches

      threads
        best for  blocking clients
        GIL       one at a time

      processes
        best for  computing
        GIL       one each"
    `);
  });
});
