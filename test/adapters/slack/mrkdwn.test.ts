import { describe, expect, test } from 'vitest';
import { cut, splitText } from '../../../adapters/slack/limits.ts';
import { fromSlackText, link, toMrkdwn, toPlainText } from '../../../adapters/slack/mrkdwn.ts';

test.each([
  ['**bold** and *italic*', '*bold* and _italic_'],
  ['`a < b && c`', '`a &lt; b &amp;&amp; c`'],
  ['**with `code`**', '*with `code`*'],
  ['- one\n  - two', '• one\n  • two'],
  ['2 * 3 * 4', '2 * 3 * 4'],
  ['`**kwargs` and `*args`', '`**kwargs` and `*args`'],
  ['[bank](https://evil.example)', '[bank](https://evil.example)'],
  ['<!channel>', '&lt;!channel&gt;'],
])('Markdown %j is %j in Slack', (markdown, mrkdwn) => {
  expect(toMrkdwn(markdown)).toBe(mrkdwn);
});

test('plain text has no marks', () => {
  expect(toPlainText('**a** `b`\n```\ncode\n```\n- c')).toBe('a b\n\ncode\n\n• c');
});

test.each([
  ['a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
  ['&amp;lt;', '&lt;'],
  ['<@U123> <@U123|ana> <!here> <!channel>', 'somebody ana here channel'],
  ['<!subteam^S123|@ops> <!subteam^S123> <#C1|general> <#C1>', '@ops subteam general a channel'],
  ['<http://asyncio.run|asyncio.run>(main())', 'asyncio.run(main())'],
  ['get("<https://example.com/a?b=1&amp;c=2>")', 'get("https://example.com/a?b=1&c=2")'],
  ['<mailto:a@example.com|a@example.com>', 'a@example.com'],
])('what Slack sends as %j was %j', (sent, typed) => {
  expect(fromSlackText(sent)).toBe(typed);
});

test('a link needs an address', () => {
  expect(link('https://a.example/?b&c', 'x|y <z>')).toBe('<https://a.example/?b&amp;c|x/y &lt;z&gt;>');
  expect(link('javascript:alert(1)', 'x')).toBe('x');
});

describe('cutting', () => {
  test('keeps characters and escapes whole', () => {
    expect(splitText('&amp;'.repeat(5), 12)).toEqual(['&amp;&amp;', '&amp;&amp;', '&amp;']);
    expect(splitText('😀😀😀', 3)).toEqual(['😀', '😀', '😀']);
    expect(cut('abcdef', 4)).toBe('abc…');
  });

  test('prefers paragraphs, then lines, and keeps indentation', () => {
    expect(splitText('one one\n\ntwo two', 12)).toEqual(['one one', 'two two']);
    expect(splitText('if a:\n    b()', 9)).toEqual(['if a:', '    b()']);
  });
});
