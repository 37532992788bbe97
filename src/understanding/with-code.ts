import type { Answers, DecisionId } from '../flowchart/flowchart.ts';
import type { PythonReading } from '../python-code/read-python.ts';
import { presupposed, withEntailed } from './claims.ts';
import type { Language } from './language.ts';
import type { Evidence, Intent, Understanding } from './understanding.ts';

const CONFIDENCE = 0.9;
/** What a message is still for when there is code in it; anything else describes the job. */
const KEPT: readonly Intent[] = ['workload', 'sizing', 'memory', 'explain', 'restart', 'back'];

/** The answers code settles, as far as they are answers of this chart. */
export function codeAnswers(language: Language, { facts }: PythonReading): Answers {
  const known = facts.filter(({ decision, option }) =>
    language.decisions.some(({ id, options }) => id === decision && options.includes(option)),
  );
  return Object.fromEntries(known.map(({ decision, option }) => [decision, option]));
}

/** A reading of the prose of a message, with what the code in it says. What people say of their job outranks it. */
export function withCode(
  language: Language,
  reading: Understanding,
  python: PythonReading,
  open: DecisionId | null,
): Understanding {
  const answers = codeAnswers(language, python);
  const said: Answers = Object.fromEntries(
    withEntailed(language, reading.evidence).map(({ slot, option }) => [slot, option]),
  );
  const isOpposed = (slot: DecisionId, option: string) =>
    (said[slot] !== undefined && said[slot] !== option) ||
    Object.entries(presupposed(language, slot)).some(
      ([other, value]) => said[other] !== undefined && said[other] !== value,
    );
  const shown = python.facts.flatMap(({ decision, option, text }): Evidence[] => {
    if (answers[decision] !== option || said[decision] === option || isOpposed(decision, option)) return [];
    return [{ slot: decision, option, text, confidence: CONFIDENCE }];
  });
  const isAbout = python.findings.length > 0 || shown.length > 0;
  // "Threads or asyncio for this?" is about the job whose code is there.
  const isKept =
    reading.intent === 'compare'
      ? !isAbout
      : KEPT.includes(reading.intent) && (reading.understood || !isAbout);
  const isJob = !isKept || reading.intent === 'workload' || reading.intent === 'sizing';
  if (!isAbout && !python.isConcurrent) return { ...reading, findings: [] };
  const evidence = isJob
    ? withEntailed(language, inLightOf(language, open, [...reading.evidence, ...shown]))
    : reading.evidence;
  return {
    ...reading,
    intent: isKept ? reading.intent : 'workload',
    understood: reading.understood || isAbout,
    act: reading.act === 'repeat' || reading.act === 'accept' ? null : reading.act,
    answers: Object.fromEntries(evidence.map(({ slot, option }) => [slot, option])),
    evidence,
    findings: python.findings,
  };
}

/** Where the open question is answered, what it rests on was settled before. */
function inLightOf({ lexicon }: Language, open: DecisionId | null, evidence: Evidence[]): Evidence[] {
  if (open === null || !evidence.some(({ slot }) => slot === open)) return evidence;
  const roots = new Set(lexicon.entails.flatMap(({ says }) => Object.keys(says)));
  return evidence.filter(({ slot }) => slot === open || !roots.has(slot));
}
