import fc from 'fast-check';
import { expect, test } from 'vitest';
import { predict, representable } from '../../theory/index.js';
import { problemAt, problemOf } from '../../theory/solving/problem.js';
import { leastByEnumeration } from './linear-program.js';
import { genericSizes, smallNetworks, smallTargets, study } from './networks.js';

test('dropping dominated choices changes nothing against plain enumeration with another solver', () => {
  fc.assert(
    fc.property(smallNetworks(2), smallTargets, genericSizes, (network, target, sizes) => {
      fc.pre(representable(network, target) === undefined);
      const asked = study(network, target, sizes);
      const { winner } = predict(asked);
      const problem = problemAt(problemOf(network, target), asked.reference);
      const expected = leastByEnumeration(problem.numeric, problem.numericReadout);
      expect(winner.energy.log(asked.reference)).toBeCloseTo(expected, 6);
    }),
    { numRuns: 300 },
  );
});
