/** Whether something was seen a short while ago. Bounded: the oldest is forgotten first. */
export interface Recent {
  /** True when the same key was given within that time before; remembers it otherwise. */
  readonly isRepeat: (key: string, milliseconds: number) => boolean;
}

const MOST_REMEMBERED = 5000;

export function createRecent(now: () => number = Date.now): Recent {
  const seen = new Map<string, number>();
  return {
    isRepeat: (key, milliseconds) => {
      const last = seen.get(key);
      if (last !== undefined && now() - last < milliseconds) return true;
      seen.delete(key);
      seen.set(key, now());
      const oldest = seen.keys().next();
      if (seen.size > MOST_REMEMBERED && !oldest.done) seen.delete(oldest.value);
      return false;
    },
  };
}
