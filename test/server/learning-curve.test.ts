import { expect, it } from 'vitest';
import { ask } from '../../protocol/connection.js';
import { learningCurveRequest } from '../../protocol/requests.js';
import type { CurveAnswer } from '../../protocol/learning-curve.js';
import { sharedEditor } from './editor.js';

const text = `scale d = 64
scale N = 4096

network TwoLayer {
  input gaussian(d)
  dense h (width: N, activation: erf)
  output linear
}

target mixed = 3 * he(1) + 4 * he(3)

study Mixed {
  network: TwoLayer
  target: mixed
  samples: 20 * d
}
`;
const editor = sharedEditor();

const curve = (measured: readonly Record<string, number>[] = [], study = 'Mixed'): Promise<CurveAnswer | null> =>
  ask(editor().connection, learningCurveRequest, {
    uri: editor().uri(editor().openNew(text)),
    study,
    measured,
  });

it('has a line for each component, the first learned first, and the least error', async () => {
  const answer = await curve();
  // He_1 by itself is lazy: d. He_3 by specialization: sqrt(N d) = 512, alpha ~ P/P*.
  expect(answer?.components.map(({ name, scale, law }) => [name, scale, law])).toEqual([
    ['He₁', 'd = 64', 'α ~ (P/P*)^(1/2)'],
    ['He₃', '√(N·d) = 512', 'α ~ P/P*'],
  ]);
  // Shares 9/25 and 16/25.
  expect(answer?.components.map(({ weight }) => weight)).toEqual([9 / 25, 16 / 25]);
  expect(answer).toMatchObject({ given: 1280, scale: { value: 512 }, calibrated: null });
  const at = (samples: number) => answer?.points.find((point) => Math.abs(point.samples - samples) < 1e-9);
  expect(at(512)?.alignments).toEqual([1, 1]);
  expect(at(512)?.error).toBe(0);
  // At P = 64: alpha_1 = 1, alpha_3 = 1/8, where one unit is left; the error is 16/25 (7/8)^2.
  expect(at(64)?.alignments[0]).toBe(1);
  expect(at(64)?.alignments[1]).toBeCloseTo(1 / 8, 9);
  expect(at(64)?.error).toBeCloseTo((16 / 25) * (7 / 8) ** 2, 9);
});

it('is ascending in P, and shows a jump as one: nearly the same P with both alignments', async () => {
  const points = (await curve())?.points ?? [];
  expect(points.every(({ samples }, index) => index === 0 || samples >= (points[index - 1]?.samples ?? 0))).toBe(true);
  const index = points.findIndex(({ samples }) => Math.abs(samples - 64) < 1e-9);
  const [before, there] = [points[index - 1], points[index]];
  expect((before?.samples ?? 0) / 64).toBeCloseTo(1, 6);
  // Below P = d one unit is too dear, and lazily alpha = sqrt(P/d^3) = 1/64.
  expect(before?.alignments[1]).toBeCloseTo(1 / 64, 6);
  expect(there?.alignments[1]).toBeCloseTo(1 / 8, 6);
});

it('says of measured sizes what P* is there: sqrt(N d) at other N and d, d where one unit is left', async () => {
  const answer = await curve([{ N: 1024, d: 16, P: 100 }, { N: 4, d: 16, P: 100 }, { P: 100 }]);
  expect(answer?.scales).toEqual([128, 16, 512]);
});

it('is null for a study that is not there', async () => {
  expect(await curve([], 'Nowhere')).toBeNull();
});
