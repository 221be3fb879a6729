// Mutation testing of what solves the pattern problem, which most tests of the theory reach: against the quick ones of them.
import theory from './stryker.config.mjs';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  ...theory,
  vitest: { configFile: 'test/mutation/solving.config.ts' },
  mutate: ['theory/solving/*.ts'],
  incrementalFile: 'test/output/mutation/incremental-solving.json',
  jsonReporter: { fileName: 'test/output/mutation/solving.json' },
};
