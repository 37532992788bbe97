/** Where something went wrong. The message of an error is left out: it may quote what people wrote. */
export interface Trace {
  readonly name: string;
  /** The lines of the stack, innermost first. */
  readonly places: readonly string[];
}

export function traceOf(problem: unknown): Trace {
  const { name, stack = '' } = problem instanceof Error ? problem : new Error('not an Error');
  return { name, places: stack.split('\n').filter((line) => line.startsWith('    at ')) };
}

/**
 * Whether a platform's library tripped by itself, as discord.js can over an event it does not expect: its innermost
 * place outside Node is the library's, and nothing of ours had called it.
 */
export function isOfPlatform({ places }: Trace): boolean {
  const outside = places.filter((place) => !/\(?node:/.test(place));
  return outside.length > 0 && outside.every((place) => PLATFORM.test(place));
}

const PLATFORM = /[\\/]node_modules[\\/](?:discord\.js|@discordjs|@slack|ws|undici)[\\/]/;
