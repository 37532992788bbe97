import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import type { StoreOptions } from '../../../src/store/retention.ts';
import type { Store } from '../../../src/store/store.ts';
import { type Home, memory, postgres, sqlite } from './homes.ts';

/** What each test finds: a store on an empty home, and a clock that stands still until it is moved. */
export interface Fixture {
  readonly store: Store;
  readonly home: Home;
  /** One more copy of the program on the same data. */
  readonly open: (options?: StoreOptions) => Promise<Store>;
  readonly now: () => number;
  readonly wait: (milliseconds: number) => void;
}

/**
 * Runs the same tests over every kind of store. `lasts` is false for memory, which is left out where the promise is
 * about what outlives the process.
 */
export function everyStore(tests: (fixture: () => Fixture, lasts: boolean) => void): void {
  describe.each([memory(), sqlite(), postgres()])('a store in $name', (kind) => {
    let fixture: Fixture | null = null;
    const opened: Store[] = [];
    beforeAll(kind.begin, 60_000);
    afterAll(kind.end);
    beforeEach(async () => {
      let now = 1_000_000;
      const home = await kind.home();
      const open = async (options: StoreOptions = {}): Promise<Store> => {
        const next = await home.open({ clock: () => now, passphrase: 'open sesame', ...options });
        opened.push(next);
        return next;
      };
      const wait = (milliseconds: number) => {
        now += milliseconds;
      };
      fixture = { home, open, store: await open(), now: () => now, wait };
    });
    afterEach(async () => {
      for (const each of opened.splice(0)) await each.close();
    });
    tests(() => {
      if (fixture === null) throw new Error('only within a test');
      return fixture;
    }, kind.lasts);
  });
}
