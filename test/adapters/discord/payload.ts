import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect } from 'vitest';
import { componentsOf, type SentMessage, textOf } from './sent-message.ts';

/** Checks what is sent against Discord's own description and against the limits it does not describe. */

const description = JSON.parse(readFileSync(new URL('schema.json', import.meta.url), 'utf8'));
const ajv = new Ajv2020({ strict: false, validateFormats: false, allowUnionTypes: true });
ajv.addSchema(description, 'discord');

const compiled = new Map<string, ValidateFunction>();

/** Fails unless the body is a request of that name. */
export function expectRequest(name: string, body: unknown): void {
  const validate = compiled.get(name) ?? ajv.compile({ $ref: `discord#/components/schemas/${name}` });
  compiled.set(name, validate);
  const isValid = validate(body);
  const faults = validate.errors
    ?.slice(0, 5)
    .map(({ instancePath, message }) => `${instancePath} ${message}`);
  expect(isValid, `${name}: ${faults?.join('; ')}\n${JSON.stringify(body).slice(0, 2000)}`).toBe(true);
}

const COMPONENTS_V2 = 1 << 15;

/** Fails if a message goes over a limit, in the components layout. */
export function expectWithinLimits(message: SentMessage, isV2 = true): void {
  const all = componentsOf(message.components);
  const told = JSON.stringify(message).slice(0, 500);
  if (isV2) expect((message.flags ?? 0) & COMPONENTS_V2, told).toBe(COMPONENTS_V2);
  expect(message.content ?? '', told).toBe('');
  expect(all.length, told).toBeGreaterThan(0);
  expect(all.length, told).toBeLessThanOrEqual(40);
  expect([...textOf(message)].length, told).toBeLessThanOrEqual(4000);
  const ids = all.flatMap(({ custom_id }) => custom_id ?? []);
  expect(new Set(ids).size, told).toBe(ids.length);
  for (const id of ids) expect(id.length, id).toBeLessThanOrEqual(100);
  for (const node of all) {
    if (node.type === 1) {
      expect(node.components?.length, told).toBeGreaterThan(0);
      expect(node.components?.length, told).toBeLessThanOrEqual(5);
    }
    if (node.type === 2) expect([...(node.label ?? '')].length, told).toBeLessThanOrEqual(80);
    for (const item of node.items ?? []) {
      expect(item.description ?? '', 'alt text').not.toBe('');
      expect([...(item.description ?? '')].length).toBeLessThanOrEqual(1024);
    }
  }
  const shown = textOf(message);
  expect(shown).not.toMatch(/^undefined|: undefined|NaN|\[object Object\]/);
  expect((shown.match(/^```/gm) ?? []).length % 2, shown).toBe(0);
}
