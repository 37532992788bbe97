import fc from 'fast-check';
import { expect, test } from 'vitest';
import { proseWithout, splitPaste } from '../../src/measurements/split-paste.ts';

const split = (text: string) => {
  const { blocks } = splitPaste(text);
  return {
    prose: proseWithout(text, blocks).trim(),
    blocks: blocks.map((block) => [block.kind, block.text]),
    from: blocks.map(({ firstLine }) => firstLine),
  };
};

test('a fence is a block, and what stands around it is prose', () => {
  expect(split('my job:\n```python\nimport os\n\nprint(os)\n```\nhow many workers?')).toEqual({
    prose: 'my job:\n\n\n\nhow many workers?',
    blocks: [['code', 'import os\n\nprint(os)']],
    from: [3],
  });
});

test('a fence may begin and end in the middle of a line, or never end', () => {
  expect(split('this: ```real 0m1s\nuser 0m0s``` what now?')).toMatchObject({
    prose: 'this: \n\n what now?',
    blocks: [['other', 'real 0m1s\nuser 0m0s']],
    from: [1],
  });
  expect(split('see\n```sh\n$ nproc\n8')).toMatchObject({
    prose: 'see',
    blocks: [['console', '$ nproc\n8']],
  });
});

test('a shell session without a fence ends where somebody writes again', () => {
  const text = 'ran this\nana@box:~/app$ nproc\n8\nso what should we use?';
  expect(split(text)).toMatchObject({
    prose: 'ran this\n\n\n\nso what should we use?',
    blocks: [['console', 'ana@box:~/app$ nproc\n8']],
    from: [2],
  });
});

test.each([
  '$ time python job.py',
  '(venv) $ nproc',
  'root@7f3a:/# free -m',
  '% time python3 job.py',
  '❯ lscpu',
  'PS C:\\jobs> Measure-Command { python job.py }',
  'C:\\jobs>python job.py',
])('the prompt of %j is one', (line) => {
  expect(splitPaste(line).blocks).toMatchObject([{ kind: 'console', text: line }]);
});

test('code without a fence is a block, blank lines and all', () => {
  const code = 'import requests\n\nfor url in urls:\n    r = requests.get(url)\n    save(r.json())';
  expect(split(`${code}\n\nhow do I make this faster?`)).toMatchObject({
    prose: 'how do I make this faster?',
    blocks: [['code', code]],
  });
});

test.each([
  'we import 2000 files a day, from S3',
  'rate: 50 req/s\ncores: 8\nmemory = 16 GB',
  'for each order we call a bank: 3 s',
  'budget is $ 500 a month, class of service: gold',
  '@Gilbert what is the GIL?',
  'threads > processes?\n> really?',
])('%j is prose', (text) => {
  expect(splitPaste(text).blocks).toEqual([]);
});

test('escapes, line ends and quotation marks are no part of a block', () => {
  const text = '> ```\r\n> \u001b[32m$ nproc\u001b[0m\r\n> 8\r\n> ```\r\n';
  expect(splitPaste(text).blocks).toMatchObject([{ text: '$ nproc\n8', kind: 'console' }]);
});

const pieces = fc.constantFrom(
  '```',
  '~~~',
  '\n',
  '\r\n',
  '> ',
  '$ ls',
  'import os',
  '    x = f(1)',
  '\u001b[31m',
  ' words',
  '>>> a',
);
test('any text is taken apart: blocks in order, nothing twice, nothing invented', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
      ),
      (text) => {
        const { blocks } = splitPaste(text);
        let at = 0;
        for (const block of blocks) {
          expect(block.start).toBeGreaterThanOrEqual(at);
          expect(block.end).toBeGreaterThanOrEqual(block.start);
          at = block.end;
        }
        expect(at).toBeLessThanOrEqual(text.length);
        const prose = proseWithout(text, blocks);
        for (const part of prose.split(/\n{2,}/)) expect(text).toContain(part);
      },
    ),
  );
});
