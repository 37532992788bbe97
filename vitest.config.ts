import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Many tests wait for processes and servers, so that every core can have a worker of its own.
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    maxWorkers: Math.max(2, availableParallelism()),
  },
});
