import { defineConfig } from 'vitest/config';

/** The tests that check mutants of present/: those that need no built program. */
export default defineConfig({
  test: {
    include: [
      'test/present/**/*.test.ts',
      'test/client/diagram/*.test.ts',
      'test/server/label.test.ts',
      'test/cli/progress.test.ts',
    ],
    setupFiles: ['test/property-seed.ts', 'test/mutation/first-counterexample.ts'],
    testTimeout: 60_000,
  },
});
