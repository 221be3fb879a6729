import { expect, test } from 'vitest';
import { predict } from '../../theory/index.js';
import { highestDegree } from '../../theory/solving/trace.js';
import { dense, hermite, size, stack, study } from './networks.js';

const network = stack(dense('h', size('N'), 'relu'));
const sizes = { N: 256, d: 64 };

test('the highest degree is predicted: it has a bit in the mask of needed features', () => {
  const { energy } = predict(study(network, hermite(highestDegree), sizes)).winner;
  expect(energy.value(new Map(Object.entries(sizes)))).toBeGreaterThan(1);
});

test('a higher degree is refused by name, with the limit', () => {
  expect(() => predict(study(network, hermite(highestDegree + 1), sizes))).toThrow(
    new RangeError('degree 21 is above 20, the highest degree of a target'),
  );
});
