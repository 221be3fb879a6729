import { partsOf } from '../../theory/kinds/index.js';
import { Monomial } from '../../theory/monomial.js';
import { predict } from '../../theory/predict.js';
import type { Input, Layer, Study } from '../../theory/study.js';

/** A study by what grows in it. */
export interface EngineCase {
  readonly name: string;
  readonly study: Study;
}

const [d, L, N] = ['d', 'L', 'N'].map((name) => Monomial.size(name)) as [Monomial, Monomial, Monomial];
const gaussian: Input = { kind: 'gaussian', dimension: d };
const tokens: Input = { kind: 'tokens', length: L, dimension: d };

/** Stacks of different depth, degree and number of symbols, and the deepest networks of other kinds. */
export const engineCases: readonly EngineCase[] = [
  ...[10, 100, 1000].map((depth) => ({ name: `${depth} dense layers`, study: study(stack(depth), gaussian, 3) })),
  ...[3, 5, 9, 15, 19].map((degree) => ({
    name: `He_${degree} in 2 layers`,
    study: study(stack(2), gaussian, degree),
  })),
  ...[1, 2, 4, 8].map((symbols) => ({
    name: `8 layers of ${symbols} different widths`,
    study: study(stack(8, symbols), gaussian, 3),
  })),
  { name: '8 layers of 1,000 steps each', study: study(recurrent(8, 1000), gaussian, 3) },
  { name: '500 transformer blocks', study: study(blocks(500), tokens, 3) },
];

/** No study is measured for longer than this, in milliseconds, once there are three times of it. */
const patience = 3000;

/** What is asked of a prediction: who wins, which is what a keystroke needs, or every pattern, which is what a hover shows. */
export const engineAnswers = {
  winner: (study: Study): unknown => predict(study).winner,
  ranking: (study: Study): unknown => predict(study).patterns,
} as const;

/** Times of an answer in milliseconds, each from the unfolding of the rules, once the code is warm. */
export function engineTimes({ study: asked }: EngineCase, answer: keyof typeof engineAnswers, count: number): number[] {
  const times: number[] = [];
  const begun = performance.now();
  for (let at = -2; at < count && (at < 3 || performance.now() - begun < patience); at++) {
    const start = performance.now();
    engineAnswers[answer](asked);
    if (at >= 0) times.push(performance.now() - start);
  }
  return times;
}

function stack(depth: number, symbols = 1): Layer[] {
  return Array.from({ length: depth }, (_, at) => ({
    name: `h${at}`,
    kind: 'dense',
    residual: false,
    sizes: { width: symbols === 1 ? N : Monomial.size(`N${at % symbols}`) },
    activation: 'erf',
  }));
}

function recurrent(depth: number, steps: number): Layer[] {
  const sizes = { width: N, steps: Monomial.constant(steps) };
  return stack(depth).map((layer) => ({ ...layer, kind: 'recurrent', sizes }));
}

function blocks(count: number): Layer[] {
  const sizes = { heads: Monomial.one, width: N };
  return Array.from({ length: count }, (_, at) => ({
    name: `t${at}`,
    kind: 'block' as const,
    residual: false,
    sizes,
    activation: 'gelu' as const,
    scores: { form: 'bilinear' as const },
  })).flatMap(partsOf);
}

function study(layers: readonly Layer[], input: Input, degree: number): Study {
  const widths = Array.from({ length: 8 }, (_, at) => [`N${at}`, 4096 + 512 * at] as const);
  return {
    name: 'measured',
    network: { name: 'measured', input, layers, output: { kind: 'linear', scaling: 'standard' } },
    target: { name: 'target', kind: 'hermite', terms: [{ degree, coefficient: 1 }], directions: Monomial.one },
    ridge: Monomial.one,
    reference: new Map([['d', 64], ['L', 64], ['N', 4096], ...widths]),
  };
}
