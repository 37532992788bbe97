/** The pasted output of `time`: seconds on the clock and seconds of CPU. */
interface Timing {
  readonly real: number;
  readonly cpu: number;
}

const LINE = /\b(real|user|sys|elapsed)\b[\s:=is]{0,6}(?:(\d{1,5})m)?\s?(\d{1,6}(?:[.,]\d{1,3})?)\s?s?\b/gi;
/** Above this share of CPU a program computes, below the other it waits; between them the output settles nothing. */
const COMPUTES_FROM = 0.8;
const WAITS_UP_TO = 0.35;

/** Whether pasted output of `time` shows a program that computes or one that waits; null when it shows neither. */
export function readTiming(text: string): 'computing' | 'waiting' | null {
  const seconds = new Map<string, number>();
  for (const [, name = '', minutes, rest = ''] of text.slice(0, 20_000).matchAll(LINE)) {
    seconds.set(name.toLowerCase(), Number(minutes ?? 0) * 60 + Number(rest.replace(',', '.')));
  }
  const user = seconds.get('user');
  const timing: Timing = {
    real: seconds.get('real') ?? seconds.get('elapsed') ?? 0,
    cpu: (user ?? 0) + (seconds.get('sys') ?? 0),
  };
  if (user === undefined || timing.real <= 0) return null;
  const share = timing.cpu / timing.real;
  if (share >= COMPUTES_FROM) return 'computing';
  return share <= WAITS_UP_TO ? 'waiting' : null;
}
