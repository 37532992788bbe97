import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { promisify } from 'node:util';

/*
 * Secrets at rest: AES-256-GCM with a key derived from the operator's passphrase by scrypt (RFC 7914).
 * A sealed text is `1.<salt>.<nonce>.<tag>.<data>`, each part base64url; 1 is this layout.
 */

/** Encrypts and decrypts with one passphrase. */
export interface Seal {
  /** The text, readable only with the passphrase and only under the same name. */
  readonly close: (name: string, text: string) => Promise<string>;
  /** The text again; rejects when passphrase, name or sealed text are not those it was closed with. */
  readonly open: (name: string, sealed: string) => Promise<string>;
}

const LAYOUT = '1';
/** 32 MiB and about 0.1 s for a key: once a process and salt, and far too much to try out passphrases. */
const SCRYPT = { N: 2 ** 15, r: 8, p: 1, maxmem: 2 ** 26 };
/** The nonce length GCM is made for (NIST SP 800-38D, 5.2.1.1). */
const NONCE_BYTES = 12;
const KEY_BYTES = 32;

const derive = promisify<string, Buffer, number, typeof SCRYPT, Buffer>(scrypt);

export function createSeal(passphrase: string): Seal {
  const keys = new Map<string, Promise<Buffer>>();
  const keyFor = (salt: Buffer): Promise<Buffer> => {
    const name = salt.toString('base64url');
    const known = keys.get(name) ?? derive(passphrase, salt, KEY_BYTES, SCRYPT);
    keys.set(name, known);
    return known;
  };
  // One salt for everything this process writes, so that reading it again costs one derivation.
  const ownSalt = randomBytes(16);

  return {
    close: async (name, text) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', await keyFor(ownSalt), nonce).setAAD(Buffer.from(name));
      const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      const parts = [ownSalt, nonce, cipher.getAuthTag(), data].map((part) => part.toString('base64url'));
      return [LAYOUT, ...parts].join('.');
    },

    open: async (name, sealed) => {
      const [layout, ...parts] = sealed.split('.');
      const [salt, nonce, tag, data] = parts.map((part) => Buffer.from(part, 'base64url'));
      if (layout !== LAYOUT || !salt || !nonce || tag?.length !== 16 || !data) {
        throw new Error(`sealed text of layout ${layout}, expected ${LAYOUT}`);
      }
      const decipher = createDecipheriv('aes-256-gcm', await keyFor(salt), nonce)
        .setAAD(Buffer.from(name))
        .setAuthTag(tag);
      return Buffer.concat([decipher.update(data), decipher.final()]).toString('utf8');
    },
  };
}
