import type { Answers, DecisionId } from '../flowchart/flowchart.ts';
import { takeMeasurements } from '../measurements/take-measurements.ts';
import { readPython } from '../python-code/read-python.ts';
import { takeCode } from '../python-code/take-code.ts';
import { readAnswers } from './answers.ts';
import { lexiconClaims } from './claims.ts';
import { readAct, readControl } from './control.ts';
import { readUnsure } from './doubt.ts';
import { readFactors } from './factors.ts';
import { featuresOf } from './features.ts';
import { withoutFormer } from './former.ts';
import { chooseIntent, intentShares } from './intent.ts';
import type { Language } from './language.ts';
import { openCommon } from './models.ts';
import { type OpenBayes, openBayes } from './natural.ts';
import { type OpenNetwork, openNetwork } from './network.ts';
import { createObserve, type Observation, type Observe } from './observe.ts';
import { readPlatform } from './platform.ts';
import { createReadQuantities, type ReadQuantities } from './quantities.ts';
import { findAsked, isWithin, type Reply, readReply } from './reply.ts';
import { readRivals } from './rivals.ts';
import { type JudgeTopics, openTopics } from './topic-model.ts';
import { chooseTopics, isAboutTopics, namedTopics, topicFeatures, writtenTopics } from './topics.ts';
import type { DialogueAct, Factors, Intent, Quantities, Understanding } from './understanding.ts';
import { codeAnswers, withCode } from './with-code.ts';
import { withMeasurements } from './with-measurements.ts';

/** Reads a message in the light of the open question; null when nothing is being asked. */
export type Understand = (text: string, openDecision: DecisionId | null) => Understanding;

/** Prepares a compiled language for reading; the result is pure, synchronous and never throws. */
export function createUnderstand(language: Language): Understand {
  const observe = createObserve(language.lexicon);
  const reader: Reader = {
    language,
    network: language.models === null ? null : openNetwork(language.models.network),
    topics: language.models === null ? null : openTopics(language.models.topics),
    bayes: language.models === null ? null : openBayes(language.models.bayes),
    isCommon: openCommon(language.models?.common ?? ''),
    readQuantities: createReadQuantities(language.lexicon, language.models?.figures ?? null),
  };
  return (text, openDecision) => {
    const { prose: besideCode, code } = takeCode(text);
    const python = code === null ? null : readPython(code);
    const { prose, measurements } = takeMeasurements(python === null ? text : besideCode);
    const observation = observe(openDecision === null ? prose : withoutQuotes(prose));
    const known = python === null ? {} : codeAnswers(language, python);
    const said =
      observation.words.length === 0
        ? NOTHING
        : openDecision === null
          ? read(reader, observation, null, known)
          : readCurrent(reader, observe, observation, openDecision, known);
    const platform = readPlatform(text);
    const placed = platform === null ? said : { ...said, platform };
    const measured =
      measurements.length === 0
        ? placed
        : withMeasurements(language, prose, placed, measurements, openDecision);
    return python === null ? measured : withCode(language, measured, python, openDecision);
  };
}

/** A reply without the lines it quotes, unless it is nothing but quoted. */
function withoutQuotes(text: string): string {
  if (!text.includes('>') && !text.includes('&gt;')) return text;
  const own = text.split('\n').filter((line) => !/^ {0,3}(?:>|&gt;)/.test(line));
  return own.some((line) => line.trim() !== '') ? own.join('\n') : text;
}

interface Reader {
  readonly language: Language;
  readonly network: OpenNetwork | null;
  readonly topics: JudgeTopics | null;
  readonly bayes: OpenBayes | null;
  readonly isCommon: (stem: string) => boolean;
  readonly readQuantities: ReadQuantities;
}

const NOTHING: Understanding = {
  intent: 'workload',
  understood: false,
  act: null,
  answers: {},
  topics: [],
  quantities: {},
  evidence: [],
  rivals: [],
  joined: null,
};

/** Reads a reply by what still holds; what it is for shows in all of it. */
function readCurrent(
  reader: Reader,
  observe: Observe,
  observation: Observation,
  open: DecisionId,
  known: Answers,
): Understanding {
  const whole = read(reader, observation, open, known);
  const current = withoutFormer(observation);
  if (current === null || whole.intent !== 'workload') return whole;
  const rest = observe(current.text);
  const held = rest.words.length === 0 ? NOTHING : read(reader, rest, open, known);
  if (!current.isCertain && held.answers[open] === undefined) return whole;
  const isAnswered = held.intent === 'workload' && held.evidence.length > 0;
  return isAnswered
    ? held
    : { ...whole, answers: {}, quantities: held.quantities, evidence: [], rivals: [], joined: null };
}

/** `known` are answers settled beside the words, in whose light they are read. */
function read(
  reader: Reader,
  observation: Observation,
  open: DecisionId | null,
  known: Answers,
): Understanding {
  const { language, network, bayes, isCommon, readQuantities } = reader;
  const asked = open === null ? null : findAsked(observation);
  const said = open === null ? null : readReply(language, observation, open);
  const reply = said !== null && isWithin(said.from, asked) ? null : said;
  const { counts } = language.lexicon;
  const counted = open !== null && Object.hasOwn(counts, open) ? counts[open] : null;
  const isPlace = reply?.by === 'place';
  const quantities =
    reply !== null && isPlace
      ? readQuantities(besidePlace(observation, reply))
      : readQuantities(observation, counted);
  const features = featuresOf(observation, open, quantities, isCommon);
  const predictions = network?.predict(features) ?? null;
  const claims = lexiconClaims(language, observation, open);
  // "Show the math" answers nothing, whatever answers it resembles.
  const back = open === null ? null : readAct(observation, false);
  const asksBack = ASKS_BACK.has(back) || (reply === null && DOUBTS.has(back));
  const evidence = asksBack
    ? []
    : readAnswers({
        language,
        observation,
        open,
        reply,
        asked,
        claims,
        predictions,
        quantities,
        known,
      });
  const { intent, understood } = chooseIntent({
    observation,
    open,
    reply,
    control: readControl(observation) ?? (open === null && isShrug(observation) ? 'unsure' : null),
    shares: intentShares(bayes, predictions, observation.names),
    evidence,
    quantities,
    knownWords: bayes?.countKnown(observation.names) ?? 0,
  });
  const saysJob = intent === 'workload' || intent === 'sizing';
  // "The second one" is no other job.
  const act = isPlace ? null : readAct(observation, saysJob && evidence.length > 0);
  const factors = readFactors(observation.text);
  // "What if …" with a number is about the estimate, with an answer about the job, whatever else the words may resemble.
  const isSupposed = act === 'hypothetical' && open === null;
  const supposesAnswers =
    isSupposed && evidence.length > 0 && observation.words.some(({ word }) => OF_THE_JOB.has(word));
  const supposes = supposesAnswers || (isSupposed && supposesNumbers(quantities, factors));
  const isJob = saysJob || supposes;
  const kept = saysJob || supposesAnswers ? evidence : [];
  return {
    intent: saysJob || !supposes ? intent : supposesAnswers ? 'workload' : 'sizing',
    understood: understood || act !== null,
    act,
    answers: Object.fromEntries(kept.map(({ slot, option }) => [slot, option])),
    topics: isJob ? [] : topicsOf(reader, observation, intent, open, features),
    quantities: isJob ? quantities : {},
    ...(Object.keys(factors).length > 0 && { factors }),
    evidence: kept,
    ...readRivals(language, observation, claims),
  };
}

/** What is asked of a recommendation; what doubts it may be an answer as well. */
const ASKS_BACK: ReadonlySet<DialogueAct | null> = new Set(['short', 'reckoning']);
const DOUBTS: ReadonlySet<DialogueAct | null> = new Set(['dispute', 'why-not']);

/** What a reply says beside the number of an option, which counts nothing. */
function besidePlace({ text, tokens, words }: Observation, { from, to }: Reply) {
  const start = words[from]?.start ?? 0;
  const end = words[to - 1]?.end ?? 0;
  return { text, tokens: tokens.filter((token) => token.end <= start || token.start >= end) };
}

function topicsOf(
  { language, topics }: Reader,
  observation: Observation,
  intent: Intent,
  open: DecisionId | null,
  features: readonly string[],
): string[] {
  if (!isAboutTopics(intent)) return [];
  const named = namedTopics(observation, intent, open, language.lexicon);
  const shares = topics?.([...features, ...topicFeatures(named, intent, open)]) ?? null;
  const written = shares === null ? [] : writtenTopics(observation, Object.keys(shares));
  return [...new Set([...written, ...chooseTopics(named, shares)])];
}

/** "What if it waits" supposes something of the job, "what if two threads write" asks how Python works. */
const OF_THE_JOB = new Set("it it's this that they we our us my i job work task tasks".split(' '));

/** A version alone is more often asked about than supposed, except that of a build without a GIL. */
function supposesNumbers({ pythonVersion, ...numbers }: Quantities, factors: Factors): boolean {
  const isFreeThreaded = pythonVersion?.endsWith('t') ?? false;
  return isFreeThreaded || Object.keys(numbers).length > 0 || Object.keys(factors).length > 0;
}

/** Up to so many words may say no more than that somebody does not know. */
const LONGEST_SHRUG = 10;

function isShrug(observation: Observation): boolean {
  // "How can I find out" asks for a way.
  return (
    observation.words[0]?.word !== 'how' &&
    observation.words.length <= LONGEST_SHRUG &&
    readUnsure(observation) !== null
  );
}
