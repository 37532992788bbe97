import type { Answers, DecisionId } from '../flowchart/flowchart.ts';
import { combine, type Measured } from '../measurements/combine.ts';
import type { Measurement } from '../measurements/measurement.ts';
import { presupposed } from './claims.ts';
import type { Language } from './language.ts';
import { needsManyAtATime } from './load-claims.ts';
import type { Evidence, Intent, Quantities, QuantityName, Understanding } from './understanding.ts';

/** A measurement is as sure as an answer gets that nobody pressed. */
const CONFIDENCE = 0.97;
/** What a message is still for when there is a measurement in it; anything else describes the job. */
const KEPT: readonly Intent[] = ['sizing', 'memory', 'explain', 'compare', 'restart'];
const MOST_LINES = 8;

/** A reading of the prose of a message, with what its measurements say: they outrank the prose. */
export function withMeasurements(
  language: Language,
  prose: string,
  reading: Understanding,
  measurements: readonly Measurement[],
  open: DecisionId | null,
): Understanding {
  const wasAsked = open !== null && language.lexicon.measured?.waiting?.[open] !== undefined;
  const measured = combine(measurements, { prose, stated: reading.quantities, wasAsked });
  const lines = [...measured.lines];
  const shown = evidenceOf(language, measured, reading.quantities, open);
  const isNoise = open === null && prose.trim().split(/\s+/).length < 3;
  const said = reading.evidence.filter((each) => {
    // What is left beside a paste, such as "replicas: 3", is no description of a job.
    if (isNoise) return false;
    const other = shown.find(({ slot }) => slot === each.slot);
    if (other !== undefined) {
      const same = other.option === each.option;
      if (!same)
        lines.push(`You write “${each.text}”, but the measurement shows otherwise; I go by the measurement.`);
      return false;
    }
    // "It has to get faster" is about computing where it was read so; a measurement that says it waits overrules that.
    return Object.entries(presupposed(language, each.slot)).every(([slot, option]) => {
      const found = shown.find((evidence) => evidence.slot === slot);
      return found === undefined || found.option === option;
    });
  });
  const evidence = [...shown, ...said];
  const isKept = reading.understood && KEPT.includes(reading.intent);
  return {
    ...reading,
    intent: isKept ? reading.intent : 'workload',
    understood: true,
    act: reading.act === 'repeat' || reading.act === 'accept' ? null : reading.act,
    answers: Object.fromEntries(evidence.map(({ slot, option }) => [slot, option])),
    quantities: { ...reading.quantities, ...measured.quantities },
    evidence,
    measured: lines.slice(0, MOST_LINES),
  };
}

/** The answers that signs and measured quantities settle, each with the words of the output. */
function evidenceOf(
  language: Language,
  { signs, quantities, words }: Measured,
  stated: Quantities,
  open: DecisionId | null,
): Evidence[] {
  const found = new Map<DecisionId, Evidence>();
  const say = (says: Answers, text: string) => {
    for (const [slot, option] of Object.entries(says)) {
      if (!found.has(slot)) found.set(slot, { slot, option, text, confidence: CONFIDENCE });
    }
  };
  const { bounds, measured, tooMuchForOne } = language.lexicon;
  for (const { quantity, from, to, says } of bounds) {
    const value = quantities[quantity];
    const isMet = typeof value === 'number' && value >= (from ?? value) && value <= (to ?? value);
    if (isMet) say(says, words.get(quantity) ?? '');
  }
  for (const [sign, text] of signs) say(measured?.[sign] ?? {}, text);
  // "50 a second" said and 3 s each measured: 150 at a time.
  const time: QuantityName | undefined = (['ioWaitSeconds', 'cpuSeconds', 'latencySeconds'] as const).find(
    (name) => words.has(name),
  );
  const { requestsPerSecond: _reached, ...taken } = quantities;
  if (time !== undefined && needsManyAtATime({ ...stated, ...taken })) {
    const fitting = Object.entries(tooMuchForOne).filter(([slot]) =>
      Object.entries(presupposed(language, slot)).every(
        ([other, option]) => found.get(other)?.option === option,
      ),
    );
    say(Object.fromEntries(fitting), words.get(time) ?? '');
  }
  return inLightOf(language, open, [...found.values()]);
}

/** Where the open question is answered, what it rests on was settled before and is not measured anew. */
function inLightOf({ lexicon }: Language, open: DecisionId | null, evidence: Evidence[]): Evidence[] {
  if (open === null || !evidence.some(({ slot }) => slot === open)) return evidence;
  const roots = new Set(lexicon.entails.flatMap(({ says }) => Object.keys(says)));
  return evidence.filter(({ slot }) => slot === open || !roots.has(slot));
}
