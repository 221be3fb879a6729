import { describe, expect, test } from 'vitest';
import { finished, movedDiagram, phaseDiagram } from '../../../theory/phase/index.js';
import { Monomial } from '../../../theory/index.js';
import { dense, hermite, size, stack, study } from '../networks.js';

const network = stack(dense('h1', size('N1')), dense('h2', size('N2')));
const cubic = {
  ...study(network, hermite(3), { d: 64, N1: 4096, N2: 256 }),
  samples: Monomial.constant(1000),
};

describe('He_3 with P = 1000 over N1 and d', () => {
  const diagram = phaseDiagram(cubic, 'N1', 'd', { crossings: false });
  const { algorithms, plane } = diagram;

  test('the lines are where P is what one pass, reused samples and a kernel need', () => {
    // By hand: d^2 = 1000, d = 1000 and d^3 = 1000.
    const lines = algorithms?.lines.map(({ algorithm, condition }) => `${algorithm}: ${condition}`);
    expect(lines).toEqual(['onePass: d = 10^(3/2)', 'reused: d = 1000', 'kernel: d = 10']);
  });

  test('a line crosses the whole plane, whatever P* is, with enough samples where d is smaller', () => {
    for (const { algorithm, segments, below, above } of algorithms?.lines ?? []) {
      const power = { onePass: 2, reused: 1, kernel: 3 }[algorithm];
      expect([below, above]).toEqual(['enough', 'fewer']);
      expect(segments).toHaveLength(1);
      const [ends] = segments.map(({ from, to }) => [from, to].sort((one, other) => one.x - other.x));
      expect(ends?.map(({ y }) => y)).toEqual([1, 1].map(() => expect.closeTo(Math.log(1000) / power, 9) as number));
      expect(ends?.map(({ x }) => x)).toEqual(
        [plane.across.from, plane.across.to].map((end) => expect.closeTo(end, 9) as number),
      );
    }
  });

  test('other samples move them, and nothing else', () => {
    const moved = finished(movedDiagram({ ...cubic, samples: Monomial.constant(20).times(size('d')) }, diagram));
    // By hand: 20 d = d^2 at d = 20, 20 d = d^3 at d = sqrt(20), and 20 d = d nowhere.
    const lines = moved.algorithms?.lines.map(({ algorithm, condition }) => `${algorithm}: ${condition}`);
    expect(lines).toEqual(['onePass: d = 20', 'kernel: d = sqrt(20)']);
    expect(moved.regions).toBe(diagram.regions);
  });
});

test('there are none where nothing is proven: several directions, or no samples', () => {
  const teacher = {
    ...cubic,
    target: { ...hermite(3), directions: size('k') },
    reference: new Map(cubic.reference).set('k', 2),
  };
  expect(phaseDiagram(teacher, 'N1', 'd', { crossings: false }).algorithms).toBeUndefined();
  const without = study(network, hermite(3), { d: 64, N1: 4096, N2: 256 });
  expect(phaseDiagram(without, 'N1', 'd', { crossings: false }).algorithms).toBeUndefined();
});
