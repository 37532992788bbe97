import type { Gilbert } from '../../src/gilbert.ts';
import { StoreError } from '../../src/store/store-error.ts';
import type { Logger } from './log.ts';

/** What people are told while the store fails: nothing was taken in, so nothing is lost by saying it again. */
const APOLOGY =
  'I cannot get at my memory right now, so I have not taken that in. Please say it again in a minute or two.';

/** A Gilbert that answers a failing store with one honest sentence, and tells the operator what is wrong. */
export function withstandStoreFailures(gilbert: Gilbert, log: Logger): Gilbert {
  return {
    take: async (incoming) => {
      try {
        return await gilbert.take(incoming);
      } catch (problem) {
        if (!(problem instanceof StoreError)) throw problem;
        log.error({ kind: problem.kind }, problem.message);
        return { replies: [{ type: 'error', text: APOLOGY }], redelivered: false, reading: null };
      }
    },
  };
}
