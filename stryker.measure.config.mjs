// Mutation testing of fits, intervals and verdicts, against the quick tests of them: npm run mutation:measure.
import theory from './stryker.config.mjs';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  ...theory,
  vitest: { configFile: 'test/mutation/measure.config.ts' },
  mutate: ['validation/measure/*.ts'],
  ignorePatterns: [
    '**',
    '!theory/**',
    '!language/**',
    '!present/**',
    '!validation/**',
    '!test',
    '!test/theory/**',
    '!test/validation/**',
    '!test/mutation/**',
    '!test/worker/**',
    '!worker/**',
    '!test/*.ts',
  ].concat(['!package.json', '!tsconfig*.json', '!*/tsconfig*.json']),
  // The first run counts coverage test by test, on a machine that may be busy.
  dryRunTimeoutMinutes: 20,
  incrementalFile: 'test/output/mutation/incremental-measure.json',
  jsonReporter: { fileName: 'test/output/mutation/measure.json' },
};
