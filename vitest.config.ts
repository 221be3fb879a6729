import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The packaged extension in a real VS Code, and the playground: vitest.e2e.config.ts. On a real Slurm: vitest.slurm.config.ts.
    exclude: ['test/vscode/**', 'test/playground/**', 'test/slurm/**', 'test/output/**'],
    setupFiles: ['test/property-seed.ts'],
    // Only what hangs ends here: a slow machine may take its time.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
  },
});
