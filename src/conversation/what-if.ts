import { compareSizes, sizingOf } from '../advice/compare-estimates.ts';
import { quantitiesText } from '../advice/quantity-text.ts';
import { scaleQuantities } from '../advice/scale-quantities.ts';
import type { ReplyOf } from '../reply/reply.ts';
import type { Quantities } from '../understanding/understanding.ts';
import { recommendFor } from './ask.ts';
import { dialogueState } from './dialogue-state.ts';
import { notice, questionOf } from './notices.ts';
import type { SayTurn } from './read-message.ts';
import { type Step, say } from './turn.ts';

/** "What if …": the job with those facts changed beside the job as it is, which stays as it is. */
export function whatIf(turn: SayTurn): Step {
  const { knowledge, conversation, state, event } = turn;
  const { factors = {}, evidence } = event.reading;
  const now = recommendFor(knowledge, state);
  const scaling = scaleQuantities(factors, state.quantities, sizingOf(now));
  if ('unknown' in scaling) {
    const text = `I cannot compare that yet: I do not know ${scaling.unknown}. Tell me, and ask again.`;
    return say(turn, [notice(text)]);
  }
  const quantities = { ...scaling.after, ...event.reading.quantities };
  // Who multiplies a number speaks of the job as it is; the words for it ("CPU time") answer no question.
  const answers = Object.keys(factors).length > 0 ? {} : event.reading.answers;
  const entries = [
    ...conversation.entries,
    { kind: 'said', user: event.user, at: event.at, answers, quantities, evidence, fresh: false } as const,
  ];
  const other = dialogueState(knowledge, entries);
  if (other.walk.open !== null) {
    const next = questionOf(knowledge, other.walk.open);
    const text = `Then the way would be another, and I would have to ask: "${next}"`;
    return say(turn, [notice(`${text} Say it without "what if" to go there.`)]);
  }
  const then = recommendFor(knowledge, other);
  if (sizingOf(now) !== null && sizingOf(then) === null) return say(turn, [notice(then.sizingText)]);
  const comparison: ReplyOf<'comparison'> = {
    type: 'comparison',
    title: 'What if',
    columns: ['now', 'what if'],
    rows: [
      { name: 'Recommendation', cells: [now.title, then.title] },
      ...rowOfGiven({ ...scaling.before, ...state.quantities }, quantities),
      ...compareSizes(now, then),
    ],
    sources: [],
  };
  const loops =
    sizingOf(then)?.leaf === 'Coroutines' && event.reading.quantities.pythonVersion?.endsWith('t');
  const remark = loops ? 'An event loop is one thread without the GIL, too; threads would gain. ' : '';
  return say(turn, [comparison, notice(`${remark}Nothing has changed. ${howToKeep(quantities, answers)}`)]);
}

/** The numbers that differ, as they are and as they would be. */
function rowOfGiven(now: Quantities, then: Quantities): { name: string; cells: string[] }[] {
  const names = Object.keys(then) as (keyof Quantities)[];
  if (names.length === 0) return [];
  const before = Object.fromEntries(
    names.flatMap((name) => (now[name] === undefined ? [] : [[name, now[name]]])),
  );
  return [{ name: 'Given', cells: [quantitiesText(before) || 'not said', quantitiesText(then)] }];
}

function howToKeep(quantities: Quantities, answers: object): string {
  if (Object.keys(answers).length > 0) return 'Say it without "what if" to make it so.';
  return `To make it so, say: ${quantitiesText(quantities)}.`;
}
