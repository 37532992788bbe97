import { compareSizes, sizingOf } from '../advice/compare-estimates.ts';
import { quantitiesText } from '../advice/quantity-text.ts';
import { scaleQuantities } from '../advice/scale-quantities.ts';
import type { ReplyOf } from '../reply/reply.ts';
import type { SizingEstimate } from '../sizing/estimate.ts';
import { limitText } from '../sizing/resource-names.ts';
import type { Quantities } from '../understanding/understanding.ts';
import { recommendFor } from './ask.ts';
import { dialogueState } from './dialogue-state.ts';
import { notice, questionOf } from './notices.ts';
import type { SayTurn } from './read-message.ts';
import { type Step, say } from './turn.ts';

const RECOMMENDATION = 'Recommendation';
const NOTHING_CHANGES = 'Nothing would change: the recommendation and its figures stay as they are.';

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
  const rows = [
    { name: RECOMMENDATION, cells: [now.title, then.title] },
    ...rowOfGiven({ ...scaling.before, ...state.quantities }, quantities),
    ...compareSizes(now, then),
  ];
  const [different, same] = [rows.filter(differs), rows.filter((row) => !differs(row))];
  if (different.length === 0) return say(turn, [notice(NOTHING_CHANGES)]);
  const comparison: ReplyOf<'comparison'> = {
    type: 'comparison',
    title: 'What if',
    columns: ['now', 'what if'],
    rows: different,
    sources: [],
  };
  const remarks = [
    loopRemark(sizingOf(then), event.reading.quantities),
    obstacleRemark(sizingOf(now), sizingOf(then)),
    sameRemark(same.map(({ name }) => name)),
    `This only compares. ${howToKeep(quantities, answers)}`,
  ];
  return say(turn, [comparison, notice(remarks.filter((remark) => remark !== '').join(' '))]);
}

function differs({ cells: [now, then] }: { readonly cells: readonly string[] }): boolean {
  return now !== then;
}

function loopRemark(then: SizingEstimate | null, { pythonVersion }: Quantities): string {
  if (then?.leaf !== 'Coroutines' || !pythonVersion?.endsWith('t')) return '';
  return 'An event loop is one thread without the GIL, too; threads would gain.';
}

function obstacleRemark(now: SizingEstimate | null, then: SizingEstimate | null): string {
  if (then === null || then.feasible || now?.feasible === false) return '';
  return `It would not fit: ${limitText(then.bottleneck)}.`;
}

/** What need not be read twice. */
function sameRemark(names: readonly string[]): string {
  const figures = names.filter((name) => name !== RECOMMENDATION).length > 0;
  if (names.includes(RECOMMENDATION)) {
    return `The recommendation stays the same${figures ? ', and so do the other figures' : ''}.`;
  }
  return figures ? 'The other figures stay the same.' : '';
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
