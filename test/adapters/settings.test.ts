import { describe, expect, test } from 'vitest';
import { readSettings } from '../../adapters/settings.ts';

test('nothing set is enough', () => {
  expect(readSettings({ XDG_DATA_HOME: '/data' })).toMatchObject({
    databaseUrl: null,
    keepDays: 90,
    keepsMisread: false,
    port: null,
    logLevel: 'info',
  });
});

test('an empty variable counts as unset', () => {
  expect(readSettings({ DATABASE_URL: '', PORT: '', LOG_LEVEL: '' })).toEqual(readSettings({}));
});

test('what is set is taken', () => {
  const environment = {
    DATABASE_URL: 'postgres://localhost/gilbert',
    GILBERT_DATA_DIR: '/somewhere',
    GILBERT_KEEP_DAYS: '7',
    GILBERT_KEEP_MISREAD: 'yes',
    PORT: '8080',
    LOG_LEVEL: 'warn',
  };
  expect(readSettings(environment)).toMatchObject({
    databaseUrl: 'postgres://localhost/gilbert',
    dataFolder: '/somewhere',
    keepDays: 7,
    keepsMisread: true,
    port: 8080,
    logLevel: 'warn',
  });
});

describe('what does not fit', () => {
  const wrong = {
    DATABASE_URL: 'mysql://root:hunter2@localhost/x',
    GILBERT_KEEP_DAYS: 'ages',
    GILBERT_KEEP_MISREAD: 'perhaps',
    PORT: '99999',
    LOG_LEVEL: 'loud',
  };

  test('is named all at once, with what is accepted', () => {
    for (const name of Object.keys(wrong)) expect(() => readSettings(wrong)).toThrow(`${name}: expected`);
  });

  test('is not printed', () => {
    expect(() => readSettings(wrong)).toThrow(/^(?!.*hunter2)/s);
  });
});
