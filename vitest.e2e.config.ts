import { defineConfig } from 'vitest/config';

/** The packaged extension in a real VS Code, and the playground, driven by a browser. */
export default defineConfig({
  test: {
    include: ['test/vscode/**/*.test.ts', 'test/playground/**/*.test.ts'],
    globalSetup: ['test/vscode/package-extension.ts'],
    fileParallelism: false,
    // A busy machine can swallow a click or a key press; a test that fails twice has a reason.
    retry: 1,
    // Only what hangs ends here: a slow machine may take its time.
    testTimeout: 400_000,
    hookTimeout: 400_000,
    expect: { poll: { timeout: 90_000, interval: 100 } },
  },
});
