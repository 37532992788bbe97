/** Ids of the events of late, so that one delivered twice is answered once. */
export interface SeenEvents {
  /** True the first time. */
  readonly isNew: (id: string) => boolean;
}

/** After a resumed connection Discord repeats seconds, not hours. */
const REMEMBERED = 5000;

export function createSeenEvents(remembered = REMEMBERED): SeenEvents {
  const ids = new Set<string>();
  return {
    isNew: (id) => {
      if (ids.has(id)) return false;
      ids.add(id);
      const [oldest] = ids;
      if (ids.size > remembered && oldest !== undefined) ids.delete(oldest);
      return true;
    },
  };
}
