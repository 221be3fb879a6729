import { defineConfig } from 'vitest/config';

/** The tests that check mutants of validation/run. */
export default defineConfig({
  test: {
    include: ['validation/run', 'validation/same-plan', 'worker/run-folder'].map((name) => `test/${name}.test.ts`),
    // A killed process is no quick test, and what it runs is built from files that are not mutated.
    testNamePattern: /^(?!.*the process was killed)/,
    setupFiles: ['test/property-seed.ts'],
    testTimeout: 60_000,
  },
});
