import { defineConfig } from 'vitest/config';

/** The tests that check mutants of the formatters: those that need no built program. */
export default defineConfig({
  test: {
    include: ['test/present/*.test.ts', 'test/present/text/*.test.ts'],
    setupFiles: ['test/property-seed.ts', 'test/mutation/first-counterexample.ts'],
    testTimeout: 60_000,
  },
});
