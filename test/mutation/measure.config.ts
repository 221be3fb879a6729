import { defineConfig } from 'vitest/config';

/** The tests that check mutants of validation/measure. */
export default defineConfig({
  test: {
    include: ['verdict', 'statistics', 'corrections', 'calibration'].map((name) => `test/validation/${name}.test.ts`),
    setupFiles: ['test/property-seed.ts'],
    // Many bootstraps each: too slow for every mutant.
    testNamePattern: /^(?!.*(holds the true one|is what another implementation gives))/,
    testTimeout: 60_000,
  },
});
