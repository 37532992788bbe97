import type { Amount } from './amounts.ts';
import { type Scene, sentenceAround, wordsAfter, wordsBefore } from './surroundings.ts';
import type { QuantityName } from './understanding.ts';

const WAITS =
  /^(wait|waits|waiting|waited|idle|idles|idling|block|blocks|blocked|blocking|sleep|sleeps|sleeping|rtt|trip|trips|roundtrip|roundtrips|hang|hangs|stalls|await|awaits|awaiting|io)$/;
const COMPUTES =
  /^(cpu|compute|computes|computing|computation|crunching|crunch|calculates|calculating|burns|python|processor|core)$/;
const UNITS_OF_WORK =
  /^(call|request|page|image|file|task|item|query|lookup|response|reply|answer|url|document|doc|pdf|record|message|photo|picture|simulation|scenario|one|job|hit|read|write|upload|download|email|prompt|frame|video|event|insert|endpoint|fetch|transaction|check|test|invoice|completion|host|api|ping|tile|clip|upstream|handler|scan|report|order|run|iteration|chunk|row|user|conversion|inference|site|product|ticket|sequence|backend|service|db|database|latency|responses|calls|requests)$/;
const CURRENT =
  /^(took|currently|now|today|already|last|since|ago|lasts|spent|spends|night|ran|yesterday|after|sequential|sequentially|serial|serially)$/;

/** What a time is: the budget of a batch, a latency target, one task's share, or nothing of these. */
export function nameTime(scene: Scene, amount: Amount): QuantityName | null {
  const { tokens } = scene;
  const before = wordsBefore(tokens, amount.from, 6);
  const after = wordsAfter(tokens, amount.to, 4);
  const near = before.slice(-3);
  const around = [...before, ...after.slice(0, 2)];
  if (
    around.some((word) => /^(timeout|timeouts|ttl|interval|heartbeat|keepalive|uptime|backoff)$/.test(word))
  )
    return null;
  if (near.at(-1) === 'every') return null;
  if (
    before.some((word) => /^(p95|p99|p90|p50|percentile|sla|slo)$/.test(word)) ||
    /^(p95|p99|sla)$/.test(after[0] ?? '')
  ) {
    return 'p95TargetSeconds';
  }
  const task = nameTaskTime(scene, amount, before, after);
  if (task !== null) return task;
  return isBudget(scene, amount, before, after) ? 'deadlineSeconds' : null;
}

function nameTaskTime(
  { hasLoad, hasBatch, tokens }: Scene,
  amount: Amount,
  before: readonly string[],
  after: readonly string[],
): QuantityName | null {
  const [first = '', second = ''] = after;
  const close = before.slice(-4);
  const isCpu =
    amount.nouns.length > 0 ||
    COMPUTES.test(first) ||
    (/^(of|in|on|worth)$/.test(first) && after.slice(1, 4).some((word) => COMPUTES.test(word)));
  const isWait =
    WAITS.test(first) ||
    (/^(of|network|db|api|i)$/.test(first) && WAITS.test(second)) ||
    /^round$/.test(first);
  const waitsBefore = close.some((word) => WAITS.test(word));
  const computesBefore = close.some((word) => COMPUTES.test(word));
  const isEach =
    /^(each|apiece|per|every)$/.test(first) || (/^a|an$/.test(first) && UNITS_OF_WORK.test(second));
  const subject = before.slice(-5);
  const isOfTask =
    isEach ||
    subject.some((word) => /^(each|every|per|average|avg|typical|typically|single|apiece)$/.test(word)) ||
    (subject.some((word) => UNITS_OF_WORK.test(word)) &&
      subject.some((word) =>
        /^(takes|take|needs|need|is|are|costs|lasts|answers|responds|returns|of|about|around|at|taking|in|waits|wait|burns|uses)$/.test(
          word,
        ),
      ));
  const isShare = amount.value < 3600 && (hasLoad || hasBatch || isOfTask);
  if (isCpu && (isShare || amount.value < 60)) return 'cpuSeconds';
  if ((isWait || waitsBefore) && isShare)
    return computesBefore && !waitsBefore && !isWait ? 'cpuSeconds' : 'ioWaitSeconds';
  if (computesBefore && isShare && (isOfTask || before.at(-1) !== 'in')) return 'cpuSeconds';
  if (isWait && amount.value <= 60) return 'ioWaitSeconds';
  if (isOfTask && amount.value < 3600 && !(hasBatch && isBudgetWord(before) && !isEach))
    return 'latencySeconds';
  const isAt =
    /^(at|latency|of|takes|with)$/.test(before.at(-1) ?? '') ||
    /^(at|latency|takes)$/.test(before.at(-2) ?? '') ||
    first === 'latency';
  if (hasLoad && isAt && amount.value <= 60) return 'latencySeconds';
  return tokens.length > 0 && first === 'latency' ? 'latencySeconds' : null;
}

function isBudgetWord(before: readonly string[]): boolean {
  return before
    .slice(-3)
    .some((word) => /^(within|under|budget|deadline|before|inside|in|window)$/.test(word));
}

function isBudget(
  { hasBatch, tokens }: Scene,
  amount: Amount,
  before: readonly string[],
  after: readonly string[],
): boolean {
  const [first = ''] = after;
  if (/^(window|deadline|budget|limit|slot)$/.test(first)) return true;
  if (
    /^(deadline|budget|window)$/.test(before.at(-1) ?? '') ||
    /^(deadline|budget|window)$/.test(before.at(-2) ?? '')
  )
    return true;
  if (!isBudgetWord(before) && !/^(have|most|max|than)$/.test(before.at(-1) ?? '')) return false;
  if (before.some((word) => CURRENT.test(word))) return false;
  const sentence = sentenceAround(tokens, amount);
  const isWished = sentence.some((word) =>
    /^(must|need|needs|should|want|wants|have|has|deadline|finish|get|until|allowed|goal|target|possible|require|required|would|like)$/.test(
      word,
    ),
  );
  const isNow =
    before.slice(-4).some((word) => /^(takes|runs|finishes|done|completes)$/.test(word)) &&
    !sentence.some((word) => /^(must|need|needs|should|has|have|want|how)$/.test(word));
  return (hasBatch || isWished) && !isNow && amount.value >= 1;
}
