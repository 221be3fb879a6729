import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advise } from '../../theory/advice/advice.js';
import { learning, predict, representable, type Network, type Target } from '../../theory/index.js';
import { breakPoints, curvePoints, curveSpan } from '../../theory/learning-grid.js';
import { phaseDiagram } from '../../theory/phase/index.js';
import { dense, genericSizes, hermite, size, smallNetworks, smallTargets, stack, study } from './networks.js';

/** Asks all that the commands predict, curve, compare, advise and diagram ask of a study. */
function askEverything(network: Network, target: Target, sizes: Record<string, number>): void {
  const asked = study(network, target, sizes);
  const prediction = predict(asked);
  expect(prediction.patterns.length).toBeGreaterThan(0);
  expect([...prediction.boundaries, ...prediction.formulaChanges, ...prediction.crossings].every(({ at }) => at)).toBe(
    true,
  );
  expect(prediction.derivation().length).toBeGreaterThan(0);
  const curves = learning(asked, prediction);
  // A component's own energy is that of the same network, with the same degrees: the whole costs at least as much.
  const whole = curves.whole.energy.log(asked.reference);
  for (const { energy } of curves.components) expect(energy.log(asked.reference)).toBeLessThanOrEqual(whole + 1e-7);
  expect(curvePoints(curves, asked.reference, curveSpan(curves, asked.reference), 5)).toHaveLength(5);
  expect(breakPoints(curves, asked.reference).every(({ error }) => error >= 0)).toBe(true);
  expect(advise({ study: asked, free: ['N1'] })).toBeDefined();
  expect(phaseDiagram(asked, 'd', 'N1', { crossings: false }).regions.length).toBeGreaterThan(0);
}

describe('whatever the network and the target', () => {
  test('every question is answered, or the target is refused', () => {
    fc.assert(
      fc.property(smallNetworks(2), smallTargets, genericSizes, (network, target, sizes) => {
        if (representable(network, target) === undefined) askEverything(network, target, sizes);
        else expect(() => predict(study(network, target, sizes))).toThrow(RangeError);
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  test('linear units on He_3 make no He_1: behind relu and a square the target is refused', () => {
    const network = stack(
      dense('h1', size('N'), 'relu'),
      dense('h2', size('N'), 'quadratic'),
      dense('h3', size('N'), 'linear'),
    );
    expect(representable(network, hermite(1, 3))?.degree).toBe(1);
  });

  test('a component has the energy that it has with the degrees of the whole', () => {
    // Three squares hand on He_8 lazily, and specialised units of the third layer on He_4 reach He_2: d^4, however wide the layers before.
    // For He_2 with He_4 as for He_2 alone.
    const squares = stack(
      dense('h1', size('N'), 'quadratic'),
      dense('h2', size('N'), 'quadratic'),
      dense('h3', size('K'), 'quadratic'),
    );
    const sizes = { d: 3, N: 1e7, K: 2 };
    expect(predict(study(squares, hermite(2), sizes)).winner.energy.toString()).toBe('d^4');
    const asked = study(squares, hermite(2, 4), sizes);
    const second = learning(asked).components.find(({ name }) => name === 'He_2');
    expect(second?.energy.toString()).toBe('d^4');
  });
});
