import { createHmac, timingSafeEqual } from 'node:crypto';
import { decodeMeaning, encodeMeaning } from './button-value.ts';

/**
 * What a form carries: the conversation it was opened for, sealed for the person it was opened to. It comes back from
 * a client, and must not lead into anybody else's conversation.
 */
export interface FormMetadata {
  readonly write: (conversationId: string, user: string) => string;
  /** The conversation; null for what was not written for that person. */
  readonly read: (metadata: string, user: string) => string | null;
}

/** The same secret in every copy of the program, so that a form outlives a restart. */
export function createFormMetadata(secret: string): FormMetadata {
  const seal = (conversationId: string, user: string) =>
    createHmac('sha256', secret).update(`form\n${conversationId}\n${user}`).digest('base64url');
  return {
    write: (conversationId, user) => `${seal(conversationId, user)} ${encodeMeaning({ conversationId })}`,
    read: (metadata, user) => {
      const [sealed = '', ...rest] = metadata.split(' ');
      const conversationId = decodeMeaning(rest.join(' '))?.conversationId ?? '';
      const expected = Buffer.from(seal(conversationId, user));
      const given = Buffer.from(sealed);
      return given.length === expected.length && timingSafeEqual(given, expected) ? conversationId : null;
    },
  };
}
