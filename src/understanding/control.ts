import type { Observation, Sighting } from './observe.ts';
import { FILLERS } from './polarity-words.ts';
import type { DialogueAct, Intent } from './understanding.ts';

/** Control words are short; a longer message that holds some of them is about something else. */
const LONGEST = 16;

/** Later ones win only where an earlier one does not fit: "go back to the start" starts over. */
const PRECEDENCE: readonly Intent[] = ['restart', 'why', 'back', 'help', 'smalltalk'];

/** Acts a message says and nothing else. */
const WHOLE = [
  'dispute',
  'accept',
  'both',
  'code',
  'more',
  'next',
  'short',
] as const satisfies readonly DialogueAct[];
/** Acts a message without facts begins with. */
const BEGUN = ['reckoning', 'why-not'] as const satisfies readonly DialogueAct[];
/** "OK, …" and "Why not …" with more words are about something else. */
const LONGEST_ACCEPTANCE = 9;
const LONGEST_BEGUN = 12;

/** The steering word a message consists of, politeness left aside; null when it says anything else. */
export function readControl(observation: Observation): Intent | null {
  if (observation.words.length === 0 || observation.words.length > LONGEST) return null;
  for (const intent of PRECEDENCE) {
    const spans = spansOf(
      observation,
      ({ meaning }) => meaning.kind === 'control' && meaning.intent === intent,
    );
    // "Thanks, big help" asks for none.
    if (intent === 'help' && spans.every((span) => isWithinThanks(observation, span))) continue;
    const rest = intent === 'smalltalk' ? 0 : 1;
    // "Why would it matter whether …": what comes after such a beginning changes nothing.
    const leads = spans.some(({ from, to }) => to - from >= 3 && uncoveredBefore(observation, from) === 0);
    if (intent === 'why' && leads) return intent;
    if (spans.length > 0 && uncovered(observation, spans) <= rest) return intent;
  }
  return null;
}

function isWithinThanks({ sightings }: Observation, { from, to }: Sighting): boolean {
  return sightings.some(
    ({ meaning, ...other }) =>
      meaning.kind === 'control' &&
      meaning.intent === 'smalltalk' &&
      other.from <= from &&
      other.to >= to &&
      other.to - other.from > to - from,
  );
}

/** What a message asks of the conversation beside its facts. */
export function readAct(observation: Observation, hasContent: boolean): DialogueAct | null {
  const { words } = observation;
  if (words.length === 0) return null;
  const acts = (act: DialogueAct) =>
    spansOf(observation, ({ meaning }) => meaning.kind === 'act' && meaning.act === act);
  const beginsWith = (act: DialogueAct) =>
    acts(act).some(({ from }) => uncoveredBefore(observation, from) === 0);
  const isWhole = (act: DialogueAct) => {
    const spans = acts(act);
    return spans.length > 0 && uncovered(observation, spans) === 0;
  };
  if (words.length <= LONGEST && !hasContent) {
    if (isWhole('repeat')) return 'repeat';
    const whole = WHOLE.find((act) => {
      if (act === 'accept' && words.length > LONGEST_ACCEPTANCE) return false;
      // "No, thanks" disputes nothing.
      return isWhole(act) && !(act === 'dispute' && readControl(observation) === 'smalltalk');
    });
    if (whole !== undefined) return whole;
  }
  if (beginsWith('new-job')) return 'new-job';
  if (beginsWith('hypothetical')) return 'hypothetical';
  if (hasContent || words.length > LONGEST_BEGUN) return null;
  return BEGUN.find(beginsWith) ?? null;
}

export function spansOf(observation: Observation, is: (sighting: Sighting) => boolean): Sighting[] {
  return observation.sightings.filter(is);
}

/** How many words of content lie outside the spans. */
export function uncovered({ words }: Observation, spans: readonly Pick<Sighting, 'from' | 'to'>[]): number {
  const covered = new Set<number>();
  for (const { from, to } of spans) for (let word = from; word < to; word += 1) covered.add(word);
  return words.filter(({ word }, index) => !covered.has(index) && !FILLERS.has(word)).length;
}

function uncoveredBefore({ words }: Observation, from: number): number {
  return words.slice(0, from).filter(({ word }) => !FILLERS.has(word)).length;
}
