// Mutation testing of the files of a run, against the quick tests of them: npm run mutation:run.
import measure from './stryker.measure.config.mjs';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  ...measure,
  vitest: { configFile: 'test/mutation/run.config.ts' },
  // Runs go on in the background between tests, so that coverage by test misses most of what a test reaches.
  coverageAnalysis: 'off',
  ignoreStatic: false,
  mutate: ['validation/run/*.ts'],
  incrementalFile: 'test/output/mutation/incremental-run.json',
  jsonReporter: { fileName: 'test/output/mutation/run.json' },
};
