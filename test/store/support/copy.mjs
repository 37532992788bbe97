/*
 * One copy of the program, cut down to what concerns the store: takes turns as Gilbert does (known event? load,
 * answer, save, and only then say it) and says each answer on stdout. It opens the store named in the first line
 * it reads; each further line is an event.
 */
import { createInterface } from 'node:readline';
import '../../../dist/src/store/open-postgres.js';
import '../../../dist/src/store/open-sqlite.js';
import { openStore } from '../../../dist/src/store/open-store.js';

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);

/** The conversation is the list of what was said, and the reply says how long it has become. */
function advance(conversation, { user, text }) {
  const evidence = [{ slot: 'TaskType', option: 'io', text, confidence: 1 }];
  const entry = { kind: 'said', user, at: 1, answers: {}, quantities: {}, evidence, fresh: false };
  const entries = [...conversation.entries, entry];
  const told = `${entries.length}: ${text}`;
  return {
    conversation: { ...conversation, entries },
    replies: [{ type: 'notice', text: told, private: false, offer: null }],
  };
}

async function turn(store, event) {
  for (;;) {
    const earlier = await store.answerTo(event.conversation, event.event);
    if (earlier) return { event: event.event, replies: earlier, redelivered: true };
    const stored = await store.load(event.conversation);
    const before = stored?.conversation ?? {
      id: event.conversation,
      entries: [],
      knowledgeVersion: 'k',
      pathTold: [],
    };
    const { conversation, replies } = advance(before, event);
    if (
      await store.save(conversation, stored?.version ?? 0, {
        eventId: event.event,
        replies,
        user: event.user,
      })
    )
      return { event: event.event, replies, redelivered: false };
  }
}

say({ ready: true });
let opening;
for await (const line of createInterface({ input: process.stdin })) {
  const value = JSON.parse(line);
  if (opening === undefined) {
    opening = openStore(value);
    opening.then(
      () => say({ opened: true }),
      (error) => say({ failed: error.kind, message: error.message }),
    );
  } else {
    opening
      .then((store) => turn(store, value))
      .then(say, (error) => say({ event: value.event, failed: error.kind, message: error.message }));
  }
}
await (await opening)?.close();
