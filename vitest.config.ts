import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The packaged extension in a real VS Code: vitest.e2e.config.ts. On a real Slurm: vitest.slurm.config.ts.
    exclude: ['test/vscode/**', 'test/slurm/**'],
    setupFiles: ['test/property-seed.ts'],
    testTimeout: 30_000,
  },
});
