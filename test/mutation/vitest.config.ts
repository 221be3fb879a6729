import { defineConfig } from 'vitest/config';

/** The tests that mutants of the theory are held against: those of the core; tests of pictures and of the design's searches are too dear. */
export default defineConfig({
  test: {
    include: ['test/theory/*.test.ts'],
    setupFiles: ['test/property-seed.ts'],
    testTimeout: 30_000,
  },
});
