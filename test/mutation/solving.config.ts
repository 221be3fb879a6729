import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The tests that mutants of theory/solving are held against, the quickest first: the first that fails ends a mutant. */
const quickestFirst = [
  'published-table',
  'representable',
  'ranking',
  'attention',
  'derivation',
  'deep',
  'recurrent',
  'boundaries',
  'properties',
  'winner',
  'enumeration',
];

class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number =>
      quickestFirst.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
    return Promise.resolve([...files].sort((left, right) => place(left) - place(right)));
  }
}

export default defineConfig({
  test: {
    include: quickestFirst.map((name) => `test/theory/${name}.test.ts`),
    setupFiles: ['test/property-seed.ts', 'test/mutation/first-counterexample.ts'],
    sequence: { sequencer: QuickestFirst },
    testTimeout: 120_000,
  },
});
