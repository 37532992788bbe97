import { describe, expect, test } from 'vitest';
import { keyOfChannel, keyOfEvent, keyOfPersonIn } from '../../../adapters/discord/conversation-key.ts';
import { writeCustomId } from '../../../adapters/discord/custom-id.ts';
import type { DiscordEvent, What } from '../../../adapters/discord/event.ts';
import { readEvent } from '../../../adapters/discord/read-event.ts';
import { topicChoices } from '../../../adapters/discord/topic-choices.ts';
import { knowledge } from '../../support/knowledge.ts';

const ANA = '80351110224678912';
const BEN = '80351110224678913';

function read(what: What, differing: Partial<DiscordEvent> = {}) {
  const usual = { id: '900', userId: ANA, channelId: '700', at: 5, where: 'guild' } as const;
  return readEvent({ ...usual, canThread: true, canAttach: true, what, ...differing }, knowledge);
}

const command = (name: string, options: Record<string, string | number | boolean> = {}): What => ({
  type: 'command',
  name,
  options,
});
const press = (customId: string, values: readonly string[] = [], isPrivate = false): What => ({
  type: 'press',
  customId,
  values,
  isPrivate,
});
const choose = writeCustomId({ verb: 'choose', key: 'k1', owner: ANA, parts: ['TaskType', 'io'] });

describe('commands', () => {
  test('ask begins a conversation of its own', () => {
    const { wish, place, replaces } = read(command('ask', { question: 'threads?' }));
    expect(wish).toEqual({
      type: 'turn',
      incoming: {
        conversationId: `discord:${keyOfEvent('900')}`,
        user: `<@${ANA}>`,
        at: 5,
        eventId: '900',
        input: { type: 'say', text: 'threads?' },
      },
    });
    expect(place).toMatchObject({ owner: ANA, canThread: true, isPrivate: false });
    expect(replaces).toBe(false);
  });

  test('ask without a question begins to ask', () => {
    expect(read(command('ask')).wish).toMatchObject({
      type: 'begin',
      incoming: { conversationId: `discord:${keyOfEvent('900')}`, input: { type: 'restart' } },
    });
  });

  test('a private answer opens no thread', () => {
    expect(read(command('ask', { private: true })).place).toMatchObject({
      isPrivate: true,
      canThread: false,
    });
  });

  test('a private answer can be shown to others, where there are any', () => {
    expect(read(command('ask', { private: true })).place.canShare).toBe(true);
    expect(read(command('ask')).place.canShare).toBe(false);
    expect(read(command('ask', { private: true }), { where: 'direct' }).place.canShare).toBe(false);
  });

  test('a term beside itself is explained, none at all gets the help', () => {
    expect(read(command('compare', { first: 'AsyncIO', second: 'asyncio' })).wish).toEqual({
      type: 'explain',
      topic: 'AsyncIO',
    });
    expect(read(command('explain', { topic: '  ' })).wish).toEqual({ type: 'help' });
  });

  test('a message without words is told so', () => {
    const picture: What = { type: 'message-command', text: ' ', isOwn: false };
    expect(read(picture).wish).toEqual({ type: 'wordless' });
  });

  test('size takes numbers in the units their names say', () => {
    const { wish } = read(
      command('size', { 'requests-per-second': 50, 'wait-milliseconds': 3000, 'memory-gib': 8 }),
    );
    expect(wish).toMatchObject({
      incoming: {
        input: {
          type: 'fill',
          quantities: { requestsPerSecond: 50, ioWaitSeconds: 3, memoryBytes: 8 * 2 ** 30 },
        },
      },
    });
  });

  test('size without numbers opens the form', () => {
    expect(read(command('size')).wish.type).toBe('form');
  });

  test('explain and compare take ids, titles and other words', () => {
    expect(read(command('explain', { topic: 'GIL' })).wish).toEqual({ type: 'explain', topic: 'GIL' });
    expect(read(command('explain', { topic: 'ASYNCIO' })).wish).toEqual({
      type: 'explain',
      topic: 'AsyncIO',
    });
    expect(read(command('explain', { topic: 'bananas' })).wish).toMatchObject({
      incoming: { input: { text: 'What is bananas?' } },
    });
    expect(read(command('compare', { first: 'Threading', second: 'AsyncIO' })).wish).toEqual({
      type: 'compare',
      first: 'Threading',
      second: 'AsyncIO',
    });
  });

  test('topics are completed from the knowledge, 25 at most', () => {
    expect(topicChoices(knowledge, '').length).toBe(25);
    expect(topicChoices(knowledge, 'gil')[0]?.value).toBe('GIL');
    expect(topicChoices(knowledge, 'no such topic')).toEqual([]);
  });
});

describe('presses', () => {
  test('carry decision and option', () => {
    const { wish, replaces, place } = read(press(choose));
    expect(wish).toMatchObject({
      incoming: {
        conversationId: 'discord:k1',
        eventId: '900',
        input: { type: 'choose', decision: 'TaskType', option: 'io' },
      },
    });
    expect(replaces).toBe(true);
    expect(place.key).toBe('k1');
  });

  test('of a menu carry what was picked', () => {
    const pick = writeCustomId({ verb: 'pick', key: 'k1', owner: null, parts: ['TaskType'] });
    expect(read(press(pick, ['cpu'])).wish).toMatchObject({
      incoming: { input: { type: 'choose', decision: 'TaskType', option: 'cpu' } },
    });
  });

  test('of another person are told whose question it is, but may look', () => {
    expect(read(press(choose), { userId: BEN }).wish).toEqual({ type: 'foreign', owner: ANA });
    const show = writeCustomId({ verb: 'show', key: 'k1', owner: ANA, parts: ['code', 'Coroutines'] });
    expect(read(press(show), { userId: BEN }).wish.type).toBe('show');
  });

  test('in a thread are open to everybody there', () => {
    expect(read(press(choose), { userId: BEN, where: 'thread' }).wish.type).toBe('turn');
  });

  test('that are damaged or of another version are told so', () => {
    expect(read(press('whatever')).wish).toEqual({ type: 'unknown', what: 'button' });
    expect(read(press(choose.replace('g1', 'g9'))).wish).toEqual({ type: 'unknown', what: 'button' });
  });

  test.each([
    ['choose', ['__proto__', 'io']],
    ['choose', ['constructor', 'io']],
    ['choose', ['RemovedSince', 'yes']],
    ['choose', ['TaskType', 'removed-since']],
    ['choose', ['TaskType']],
    ['change', []],
    ['pick', ['TaskType']],
    ['judge', []],
    ['judge', ['helpful', 'RemovedSince']],
    ['judge', ['toString', 'Coroutines']],
  ] as const)(
    '%s of %j, which the chart has not, is unknown and leaves the conversation alone',
    (verb, parts) => {
      const { wish, place } = read(press(writeCustomId({ verb, key: 'k1', owner: ANA, parts })));
      expect(wish).toEqual({ type: 'unknown', what: 'button' });
      expect(place).toMatchObject({ key: keyOfEvent('900'), isPrivate: true });
    },
  );

  test('of a step of a side branch lead there', () => {
    const memory = writeCustomId({
      verb: 'choose',
      key: 'k1',
      owner: null,
      parts: ['MemMgmt', 'GC', 'anew'],
    });
    expect(read(press(memory)).wish).toMatchObject({
      incoming: { input: { type: 'choose', decision: 'MemMgmt', option: 'GC' } },
    });
  });

  test('of "both" are an answer', () => {
    const both = writeCustomId({ verb: 'choose', key: 'k1', owner: null, parts: ['TaskType', 'both'] });
    expect(read(press(both)).wish.type).toBe('turn');
  });

  test('on a private offer are said aloud', () => {
    const parts = ['TaskType', 'io', 'aloud'];
    const change = writeCustomId({ verb: 'change', key: 'k1', owner: ANA, parts });
    const { place, replaces } = read(press(change, [], true));
    expect(place.isPrivate).toBe(false);
    expect(replaces).toBe(false);
  });
});

describe('messages', () => {
  const message = (text: string, answersCustomId: string | null = null): What => ({
    type: 'message',
    text,
    answersCustomId,
  });

  test.each([
    ['guild', keyOfPersonIn('700', ANA)],
    ['direct', keyOfChannel('700')],
    ['thread', keyOfChannel('700')],
  ] as const)('in a place of kind %s', (where, key) => {
    expect(read(message('hi'), { where }).place.key).toBe(key);
  });

  test('that answer a question belong to its conversation', () => {
    expect(read(message('waiting', choose)).place.key).toBe('k1');
    expect(read(message('waiting', choose), { userId: BEN }).place.key).toBe(keyOfPersonIn('700', BEN));
    expect(read(message('waiting', choose), { userId: BEN, where: 'thread' }).place.key).toBe('k1');
  });

  test('without words are greeted, or shown where the conversation stands', () => {
    expect(read(message(' ')).wish).toEqual({ type: 'greet' });
    expect(read(message(' ', choose)).wish).toEqual({ type: 'share' });
  });

  test('are read without what dresses them', () => {
    expect(read(message('**50** req/s')).wish).toMatchObject({ incoming: { input: { text: '50 req/s' } } });
  });
});

describe('forms', () => {
  const form = (verb: 'say' | 'suppose' | 'fill', fields: Record<string, string>): What => ({
    type: 'form',
    customId: writeCustomId({ verb, key: 'k1', owner: null, parts: [] }),
    fields,
    isPrivate: false,
    hasMessage: true,
  });

  test('carry words and numbers', () => {
    expect(read(form('say', { words: 'both' })).wish).toMatchObject({
      incoming: { input: { type: 'say', text: 'both' } },
    });
    expect(read(form('suppose', { words: '500 rps' })).wish).toMatchObject({
      incoming: { input: { text: 'What if 500 rps' } },
    });
    const numbers = { 'load-kind': 'jobs-in-an-hour', load: '20k', 'wait-milliseconds': '3 s', host: '8-16' };
    expect(read(form('fill', numbers)).wish).toMatchObject({
      incoming: {
        input: {
          type: 'fill',
          quantities: {
            jobsTotal: 20_000,
            deadlineSeconds: 3600,
            ioWaitSeconds: 3,
            cores: 8,
            memoryBytes: 2 ** 34,
          },
        },
      },
    });
  });

  test('say what they would take instead', () => {
    const { wish } = read(form('fill', { 'wait-milliseconds': 'long', 'cpu-milliseconds': '8 GiB' }));
    expect(wish.type).toBe('refuse');
    expect(JSON.stringify(wish)).toMatch(/Waiting per task.*CPU time per task/);
  });

  test('repeat what does not fit as it was typed', () => {
    const { wish } = read(form('fill', { 'cpu-milliseconds': '**@everyone**' }));
    expect(JSON.stringify(wish)).toContain('“\\\\*\\\\*@everyone\\\\*\\\\*” does not fit');
  });

  test('that are empty say so to the one who sent them, and repeat nothing to others', () => {
    const { wish } = read(form('fill', { 'load-kind': 'users', load: ' ' }));
    expect(wish).toEqual({ type: 'refuse', faults: [expect.stringContaining('empty')], kept: [] });
  });

  test.each(['say', 'choose'] as const)(
    'a form cannot come back as a button, nor the other way: %s',
    (verb) => {
      const customId = writeCustomId({ verb, key: 'k1', owner: null, parts: ['TaskType', 'io'] });
      const forged = { type: verb === 'say' ? 'press' : 'form', customId, values: [], fields: {} } as const;
      const what: What = { ...forged, isPrivate: false, hasMessage: true };
      expect(read(what).wish).toEqual({ type: 'unknown', what: 'button' });
    },
  );
});
