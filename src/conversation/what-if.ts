import { compareEstimates } from '../advice/size-job.ts';
import type { ReplyOf } from '../reply/reply.ts';
import { recommendFor } from './ask.ts';
import { dialogueState } from './dialogue-state.ts';
import { notice, questionOf } from './notices.ts';
import type { SayTurn } from './read-message.ts';
import { type Step, say } from './turn.ts';

/** "What if …": the job with those facts changed beside the job as it is, which stays as it is. */
export function whatIf(turn: SayTurn): Step {
  const { knowledge, conversation, state, event } = turn;
  const { answers, quantities, evidence } = event.reading;
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
  const now = recommendFor(knowledge, state);
  const then = recommendFor(knowledge, other);
  const comparison: ReplyOf<'comparison'> = {
    type: 'comparison',
    title: 'What if',
    columns: ['now', 'what if'],
    rows: [
      { name: 'Recommendation', cells: [now.title, then.title] },
      ...compareEstimates(now.sizing, then.sizing),
    ],
    sources: [],
  };
  return say(turn, [comparison, notice('Nothing has changed: say it without "what if" to make it so.')]);
}
