import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Many tests wait for processes and servers, so that every core can have a worker of its own.
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    // A PostgreSQL server takes a while to come and go while every core is busy.
    hookTimeout: 60_000,
    maxWorkers: Math.max(2, availableParallelism()),
    // Files share what they import, the knowledge above all, which takes longer to load than most files take to run.
    // They may: no test changes what is global to a process.
    isolate: false,
  },
});
