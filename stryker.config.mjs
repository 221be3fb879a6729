// Mutation testing of the theory: npm run mutation, or of some of its files: npm run mutation -- --mutate theory/target.ts.
// What a run found is kept in test/output/mutation, and the next tests only what changed since.
const output = 'test/output/mutation';

/** @type {import('@stryker-mutator/api/core').PartialStrykerOptions} */
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'test/mutation/vitest.config.ts' },
  coverageAnalysis: 'perTest',
  mutate: ['theory/*.ts', 'theory/kinds/*.ts', 'theory/solving/*.ts'],
  // Strings are mostly prose; kinds that are compared are mutated as conditions.
  mutator: { excludedMutations: ['StringLiteral'] },
  ignoreStatic: true,
  ignorePatterns: [
    '**',
    '!theory/**',
    '!test',
    '!test/theory/**',
    '!test/mutation/**',
    '!test/property-seed.ts',
  ].concat(['!package.json', '!tsconfig*.json', '!*/tsconfig*.json']),
  incremental: true,
  incrementalFile: `${output}/incremental.json`,
  tempDirName: '.mutation',
  jsonReporter: { fileName: `${output}/mutation.json` },
  reporters: ['json', 'clear-text', 'progress-append-only'],
  clearTextReporter: { logTests: false, allowColor: false },
  concurrency: 2,
  timeoutMS: 20_000,
};
