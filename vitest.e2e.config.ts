import { defineConfig } from 'vitest/config';

/** The packaged extension in a real VS Code, driven by a browser. */
export default defineConfig({
  test: {
    include: ['test/vscode/**/*.test.ts'],
    globalSetup: ['test/vscode/package-extension.ts'],
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 180_000,
  },
});
