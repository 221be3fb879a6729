import { defineConfig } from 'vitest/config';

/** Validations on a real Slurm, of one node, that the tests start and end themselves. */
export default defineConfig({
  test: {
    include: ['test/slurm/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
