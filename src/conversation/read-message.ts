import { quantitiesText } from '../advice/quantity-text.ts';
import { BOTH, findOption } from '../knowledge/knowledge.ts';
import type { Reply } from '../reply/reply.ts';
import type { Evidence } from '../understanding/understanding.ts';
import { explainFigures, explainInShort, explainOtherwise, explainPath } from './account.ts';
import { goOn, helpToDecide, sayWhy, startOver, takeBack, tellRest } from './control.ts';
import type { ConversationEvent, Entry } from './conversation.ts';
import { factAbout, VOLUMES } from './dialogue-state.ts';
import { beside, compare, explain, help, offTopic } from './digression.ts';
import { takeAsMeasured } from './measured-times.ts';
import { hintAtBoth, readBoth, withoutEntailed } from './mixed.ts';
import { notice } from './notices.ts';
import { entranceFor, isAboutAJob, stepCalled, tellStep } from './side-branch.ts';
import { tellFindings } from './tell-findings.ts';
import { record, type Step, say, standing, type Turn } from './turn.ts';
import { whatIf } from './what-if.ts';

export type SayTurn = Turn<Extract<ConversationEvent, { type: 'say' }>>;

/** A message: the faults in code that was pasted, then what its words ask for. */
export function readMessage(turn: SayTurn): Step {
  const step = readWords(turn);
  const told = tellFindings(turn.event.text, turn.event.reading.findings);
  return told === null ? step : { ...step, replies: [told, ...step.replies] };
}

/** Its words. Where the open question is answered both ways, it is asked with a word about that. */
function readWords(turn: SayTurn): Step {
  const step = takeMessage(withoutEntailed(turn));
  const hint = hintAtBoth(turn);
  if (hint === '') return step;
  const replies = step.replies.map((reply) =>
    reply.type === 'question' && reply.decision === turn.state.walk.open ? { ...reply, why: hint } : reply,
  );
  return { ...step, replies };
}

function takeMessage(said: SayTurn): Step {
  const { knowledge, state, event } = said;
  const isSettled = state.walk.open === null;
  const isMixed = [...state.said.values()].some(({ option }) => option === BOTH);
  const reading = isSettled ? takeAsMeasured(event.reading, state.quantities, isMixed) : event.reading;
  const turn = { ...said, event: { ...event, reading } };
  const hasFacts = statesFacts(turn);

  if (reading.act === 'repeat') return say(turn, standing(turn, state));
  const called = stepCalled(knowledge, event.text);
  if (called !== null) return tellStep(turn, called);
  const both = readBoth(turn);
  if (both !== null) return recordFacts(turn, both);
  if (isSettled && (supposes(turn) || (reading.act === 'hypothetical' && hasFacts))) {
    return whatIf(turn);
  }
  if (isSettled && reading.act === 'hypothetical' && !isQuestionOnTheSide(turn)) {
    return say(turn, [notice(WHAT_IF_EXAMPLES)]);
  }
  const account = giveAccount(turn);
  if (account !== null) return account;
  if (reading.act === 'accept' && state.unsureAbout !== null) return acceptDefault(turn, state.unsureAbout);
  if (hasFacts) return recordFacts(turn);
  if (supposes(turn)) return say(turn, [notice(WHAT_IF_LATER), ...standing(turn, state)]);
  if (reading.act === 'more' || reading.act === 'code') return tellRest(turn, reading.act);
  if (reading.act === 'next' || (reading.act === 'accept' && state.lookedAt !== null)) {
    const step = goOn(turn);
    if (step !== null) return step;
  }
  if (reading.measured !== undefined) return say(turn, [...readFromPaste(turn), ...standing(turn, state)]);

  switch (reading.intent) {
    case 'back':
      return takeBack(turn);
    case 'restart':
      return startOver(turn);
    case 'unsure':
      return helpToDecide(turn);
    case 'why':
      return sayWhy(turn);
    case 'workload':
    case 'sizing':
      if (!reading.understood || wasAsked(turn) || changesNothing(turn))
        return say(turn, [notUnderstood(turn), ...askAgain(turn)]);
      if (reading.intent === 'sizing' && isAskedAlready(turn)) {
        return say(turn, [notice(HOW_MANY_LATER), ...standing(turn, state)]);
      }
      return say(turn, standing(turn, state));
    case 'memory': {
      const step = entranceFor(knowledge, reading.topics);
      if (step !== null) return tellStep(turn, step, reading.topics);
      return say(turn, [explain(knowledge, reading.topics), ...askAgain(turn)]);
    }
    default:
      return say(turn, [...digression(turn), ...askAgain(turn)]);
  }
}

/** What is asked of the recommendation itself; null for anything else. */
function giveAccount(turn: SayTurn): Step | null {
  const { knowledge, state, event } = turn;
  const { act, intent } = event.reading;
  const { open } = state.walk;
  if (open !== null) {
    if (act === 'short') return say(turn, [explain(knowledge, [open]), ...standing(turn, state)]);
    const isDisputed = act === 'dispute' && !BARE_NO.test(event.text);
    const text = isDisputed ? WHAT_IS_WRONG : act === 'reckoning' ? FIGURES_LATER : null;
    return text === null ? null : say(turn, [notice(text), ...standing(turn, state)]);
  }
  if (act === 'dispute') return say(turn, [explainPath(knowledge, state)]);
  if (act === 'short') return say(turn, [explainInShort(knowledge, state)]);
  if (act === 'reckoning') return say(turn, [explainFigures(knowledge, state)]);
  // "Sure" is no wish to read it again.
  if (act === 'accept' && state.lookedAt === null) return say(turn, [notice('Glad to help.')]);
  const isAlternative = act === 'why-not' || (act === 'hypothetical' && HOW_ABOUT.test(event.text));
  return isAlternative && intent !== 'memory' ? say(turn, [explainOtherwise(knowledge, state)]) : null;
}

/** To a question with other answers it says too little. */
const BARE_NO = /^\W*(?:no|nope|nah)\W*$/i;
const HOW_ABOUT = /^\W*(?:and |but |so )?(?:what|how) about\b/i;
const FIGURES_LATER = 'The figures come with the recommendation. I need one thing first:';
const WHAT_IS_WRONG =
  'Tell me what is right instead, or say *back* to take back what was said last. What I asked:';

/** "What if two threads write to one file?" supposes nothing of the job. */
function isQuestionOnTheSide({ event: { reading } }: SayTurn): boolean {
  return !isAboutTheJob(reading.intent) && reading.topics.length > 0;
}

const SIDE_QUESTION =
  /^\W*(why|is|are|does|do|did|can|could|which|when|who|how (do|does|can|come|is|to)|what('s| is| are))\b/i;

/** "10x traffic": a change in proportion compares by itself; it needs no "what if". */
function supposes({ event }: SayTurn): boolean {
  const { act, factors = {} } = event.reading;
  if (act === 'new-job') return false;
  if (Object.keys(factors).length === 0) return false;
  const isShort = event.text.trim().split(/\s+/, 12).length < 12;
  return act === 'hypothetical' || (isShort && !SIDE_QUESTION.test(event.text));
}

function isAboutTheJob(intent: string): boolean {
  return intent === 'workload' || intent === 'sizing';
}

const WHAT_IF_EXAMPLES =
  'I could not make out what would be different. I can compare, for example: "what if 10x traffic", "half the latency", "8 cores", "16 GB machines", "p95 under 2 s", "free-threaded 3.14".';

const WHAT_IF_LATER = 'I can put that beside the recommendation as soon as there is one. One thing first:';

const HOW_MANY_LATER = 'How many depends on how it is done. I need one thing first:';

/** Whether the question people have before them is the one that is still open. */
function isAskedAlready({ conversation: { questionTold }, state }: SayTurn): boolean {
  return questionTold !== null && questionTold === state.walk.open;
}

/** Then a reply to it should have settled it. */
function wasAsked(turn: SayTurn): boolean {
  const { findings = [], intent } = turn.event.reading;
  return findings.length === 0 && intent === 'workload' && isAskedAlready(turn);
}

/** After a recommendation, what tells of the job and holds no fact; "how many?" is answered by what stands. */
function changesNothing({ state, event: { reading } }: SayTurn): boolean {
  const { findings = [], intent } = reading;
  return findings.length === 0 && intent === 'workload' && state.walk.open === null;
}

/** Answers to a question on the side; none for a message that only tells facts. */
function digression({ knowledge, conversation, state, event }: SayTurn): Reply[] {
  const { intent, topics } = event.reading;
  switch (intent) {
    case 'explain': {
      // "What do you mean?" is about the question people have before them.
      const asked = topics.length === 0 && conversation.questionTold !== null && state.walk.open !== null;
      return [explain(knowledge, asked ? [state.walk.open] : topics)];
    }
    case 'compare':
      return [compare(knowledge, topics)];
    case 'help':
      return [help(knowledge)];
    case 'offtopic':
      return [state.walk.open === null ? beside(knowledge) : offTopic(knowledge)];
    case 'smalltalk':
      if (state.walk.open === null) return [notice('Glad to help.')];
      return [notice(conversation.entries.length > 0 ? 'Whenever you are ready.' : knowledge.voice.greeting)];
    default:
      return [];
  }
}

/** The open question once more, where a conversation about a job is under way or somebody looks for its beginning. */
function askAgain(turn: SayTurn): Reply[] {
  const { intent, understood } = turn.event.reading;
  const isUnderWay = isAboutAJob(turn.conversation.entries);
  const isBeginning = !understood || intent === 'smalltalk';
  // "Thanks" among people who talk to each other: the question stands where it was.
  if (isUnderWay && intent === 'smalltalk') return [];
  return turn.state.walk.open !== null && (isUnderWay || isBeginning) ? standing(turn, turn.state) : [];
}

function statesFacts({ knowledge, event }: SayTurn): boolean {
  const { answers, quantities } = event.reading;
  const isKnown = ([decision, option]: [string, string]) => findOption(knowledge, decision, option) !== null;
  return Object.entries(answers).some(isKnown) || Object.keys(quantities).length > 0;
}

function recordFacts(turn: SayTurn, both: readonly Evidence[] = []): Step {
  const { event } = turn;
  const { quantities, act, intent } = event.reading;
  const evidence = [...event.reading.evidence, ...both];
  const mixed = Object.fromEntries(both.map(({ slot, option }) => [slot, option]));
  const answers = { ...event.reading.answers, ...mixed };
  const isFresh = act === 'new-job' || intent === 'restart' || tellsOfAnotherJob(turn);
  const entry: Entry = {
    kind: 'said',
    user: event.user,
    at: event.at,
    answers,
    quantities,
    evidence,
    fresh: isFresh,
    ...(event.reading.platform === undefined ? {} : { platform: event.reading.platform }),
  };
  const isNews = isFresh && turn.conversation.entries.length > 0;
  const before = isNews ? [notice('I take this as a new job. Say *back* to return to the one before.')] : [];
  // Numbers alone settle no question; without a word they would seem to have been lost.
  const numbers = Object.keys(answers).length === 0 ? [notice(`Noted: ${quantitiesText(quantities)}.`)] : [];
  return record(turn, entry, [...before, ...readFromPaste(turn), ...numbers, ...digression(turn)]);
}

/** What was read from pasted measurements, and how it was concluded. */
function readFromPaste({ event }: SayTurn): Reply[] {
  const lines = event.reading.measured ?? [];
  if (lines.length === 0) return [];
  const [only] = lines;
  return [
    notice(lines.length === 1 ? `Read ${only}` : `Read:\n${lines.map((line) => `- ${line}`).join('\n')}`),
  ];
}

function acceptDefault(turn: SayTurn, decision: string): Step {
  const { knowledge, event } = turn;
  const option = knowledge.decisions[decision]?.safeDefault.option;
  if (option === undefined) return say(turn, standing(turn, turn.state));
  return record(turn, { kind: 'chose', user: event.user, at: event.at, decision, option });
}

const CORRECTION =
  /^\W*(actually|wait|no|nope|sorry|oh|rather|correction|i meant|instead|and|also|but|so)\b/i;

/**
 * After a recommendation, a full description that does not fit the job at hand is about another job. A short
 * message, or one that begins like a correction, is about this one.
 */
function tellsOfAnotherJob({ state, event }: SayTurn): boolean {
  const { text, reading } = event;
  if (state.walk.open !== null || CORRECTION.test(text) || text.trim().split(/\s+/, 8).length < 8)
    return false;
  const contradicts = state.walk.taken.some(({ decision, option }) => {
    const read = reading.answers[decision];
    return read !== undefined && read !== option && factAbout(state, decision) !== null;
  });
  const namesTheTask = state.walk.taken.some(({ decision }) => reading.answers[decision] !== undefined);
  const hasOtherVolume = VOLUMES.some((name) => {
    const stated = reading.quantities[name];
    return stated !== undefined && stated !== state.quantities[name];
  });
  const hadVolume = VOLUMES.some((name) => state.quantities[name] !== undefined);
  return contradicts || (namesTheTask && hadVolume && hasOtherVolume);
}

function notUnderstood(turn: SayTurn): Reply {
  const { event, state } = turn;
  if (event.text.trim() === '') return notice('That was empty. Tell me about the job in a sentence.');
  if (state.walk.open === null)
    return notice('I could not make out what to change. Say *help* for what I can do.');
  if (!isAskedAlready(turn)) return notice('That does not tell me enough of the job yet.');
  return notice('I could not read an answer out of that with any certainty.');
}
