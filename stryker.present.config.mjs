// Mutation testing of what words, rounds and formats: npm run mutation:present.
import theory from './stryker.config.mjs';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  ...theory,
  vitest: { configFile: 'test/mutation/present.config.ts' },
  mutate: ['present/**/*.ts'],
  ignorePatterns: ['dist', '.types', '.testbed', 'test/output', 'docs', 'examples'],
  incrementalFile: 'test/output/mutation/incremental-present.json',
  jsonReporter: { fileName: 'test/output/mutation/present.json' },
};
