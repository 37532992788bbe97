import { describe, expect, test } from 'vitest';
import { isOfPlatform, traceOf } from '../../../adapters/operations/faults.ts';

const trace = (...places: string[]) => ({
  name: 'TypeError',
  places: places.map((place) => `    at ${place}`),
});
const LIBRARY = 'GuildCreate.handle (/app/node_modules/discord.js/src/client/actions/GuildCreate.js:10:3)';
const SOCKET = 'WebSocketShard.onMessage (/app/node_modules/@discordjs/ws/dist/index.js:900:5)';
const NODE = 'WebSocket.emit (node:events:518:28)';
const OURS = 'answer (/app/dist/adapters/discord/answer.js:20:1)';

describe('a fault nobody caught', () => {
  test.each([
    ['a library that trips over an event it does not expect', trace(LIBRARY, NODE, SOCKET), true],
    ['our code, called by a library', trace(OURS, LIBRARY, NODE), false],
    ['a library, called by our code', trace(LIBRARY, OURS), false],
    ['Node alone', trace(NODE), false],
    ['nothing known', trace(), false],
  ])('is the platform’s own: %s', (_, places, expected) => {
    expect(isOfPlatform(places)).toBe(expected);
  });

  test('is told without its message, which may quote people', () => {
    const { name, places } = traceOf(new RangeError('pomegranate'));
    expect(name).toBe('RangeError');
    expect(places[0]).toContain('faults.test');
    expect(places.join('\n')).not.toContain('pomegranate');
  });
});
