import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { greaterEq, solve } from 'yalps';
import { minimise, type MonomialProgram } from '../../../theory/advice/linear-program.js';
import { Monomial } from '../../../theory/index.js';
import { size } from '../networks.js';

const reference = new Map([
  ['a', 3],
  ['b', 50],
]);

const exponent = fc.constantFrom(-2, -1, -0.5, 0, 0, 0.5, 1, 2);

/** A product of the variables x, y, z and the fixed sizes a, b. */
const product = fc
  .tuple(exponent, exponent, exponent, fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }))
  .map((powers) =>
    ['x', 'y', 'z', 'a', 'b'].reduce((all, name, at) => all.times(size(name, powers[at] ?? 0)), Monomial.one),
  );

/** Programs with x, y >= 1 and z of any size. */
const programs: fc.Arbitrary<MonomialProgram> = fc
  .tuple(product, fc.array(product, { minLength: 1, maxLength: 6 }))
  .map(([objective, rows]) => ({
    objective,
    atLeastOne: [size('x'), size('y'), ...rows],
    variables: ['x', 'y', 'z'],
    reference,
  }));

const values = new Map([...reference, ['x', 1], ['y', 1], ['z', 1]]);

/** The same in logarithms by a solver in floating point. */
function byOracle({ objective, atLeastOne }: MonomialProgram) {
  const columns = [
    { name: 'x', sign: 1 },
    { name: 'y', sign: 1 },
    { name: 'z', sign: 1 },
    { name: 'z', sign: -1 },
  ];
  return solve({
    direction: 'minimize',
    objective: 'cost',
    constraints: Object.fromEntries(atLeastOne.map((row, at) => [`r${at}`, greaterEq(-row.log(values))])),
    variables: Object.fromEntries(
      columns.map(({ name, sign }, column) => [
        `c${column}`,
        Object.fromEntries([
          ['cost', sign * objective.exponentOf(name).valueOf()],
          ...atLeastOne.map((row, at) => [`r${at}`, sign * row.exponentOf(name).valueOf()] as const),
        ]),
      ]),
    ),
  });
}

describe('the exact linear program', () => {
  test('has the optimum of a solver in floating point', () => {
    fc.assert(
      fc.property(programs, (program) => {
        const exact = minimise(program);
        const oracle = byOracle(program);
        expect(exact.status).toBe(oracle.status);
        if (exact.status !== 'optimal') return;
        // The oracle leaves the fixed factors of the objective out.
        expect(exact.value.log(reference)).toBeCloseTo(oracle.result + program.objective.log(values), 6);
      }),
      { numRuns: 300 },
    );
  });

  test('gives a point that meets every row and has the value', () => {
    fc.assert(
      fc.property(programs, (program) => {
        const exact = minimise(program);
        if (exact.status !== 'optimal') return;
        for (const row of program.atLeastOne) {
          expect(row.substitute(exact.at).log(reference)).toBeGreaterThanOrEqual(-1e-6);
        }
        expect(program.objective.substitute(exact.at).equals(exact.value)).toBe(true);
      }),
    );
  });

  test('is exact: specialised units in one layer, M d against N/M, meet at sqrt(N d)', () => {
    const [E, M, N, d] = ['E', 'M', 'N', 'd'].map((name) => size(name)) as [Monomial, Monomial, Monomial, Monomial];
    const outcome = minimise({
      objective: E,
      atLeastOne: [E.over(M.times(d)), E.over(N.over(M)), M, N.over(M)],
      variables: ['E', 'M'],
      reference: new Map(Object.entries({ N: 1000, d: 7 })),
    });
    if (outcome.status !== 'optimal') throw new Error(outcome.status);
    expect(outcome.value.equals(N.times(d).power('1/2'))).toBe(true);
    expect(outcome.at.get('M')?.equals(N.over(d).power('1/2'))).toBe(true);
  });

  test('says when nothing meets the rows, and when there is no end', () => {
    const x = size('x');
    const program = { objective: x, variables: ['x'], reference };
    expect(minimise({ ...program, atLeastOne: [x.over(size('b')), size('a').over(x)] }).status).toBe('infeasible');
    expect(minimise({ ...program, atLeastOne: [size('a').over(x)] }).status).toBe('unbounded');
  });
});
