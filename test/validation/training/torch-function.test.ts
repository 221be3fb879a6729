import { describe, expect, it } from 'vitest';
import type { ActivationName, Feature } from '../../../theory/index.js';
import { activations } from '../../../theory/activations/index.js';
import { jobConstants } from '../../../validation/engines/torch/job-constants.js';
import type { PlannedNetwork, PlannedTarget } from '../../../validation/index.js';
import type { LayerStart } from '../../../validation/plan.js';
import { valuesIn } from '../../../validation/network/layer.js';
import { inputShape, sampleInputs } from '../../../validation/network/input.js';
import { numericNetwork } from '../../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';
import { numericTarget, plannedDirections } from '../../../validation/network/target.js';
import { startingPosition } from '../../../validation/training/sample/chains.js';
import { posteriorOf } from '../../../validation/training/sample/posterior.js';
import { sharedSource, streams } from '../../../validation/training/sample/data-set.js';
import { alignmentWeights } from '../../../validation/training/sample/alignment-weights.js';
import {
  attentiveTarget,
  blockOn,
  chainsMethod,
  chainsPlan,
  cubicPoint,
  hermiteTarget,
  mixture,
  twoLayers,
} from './studies.js';
import { inPython, pytorch } from './pytorch.js';

const dense = (name: string, width: number, residual = false) =>
  ({ name, kind: 'dense', residual, sizes: { width }, activation: 'erf' }) as const;

const norm = (name: string, residual = false) => ({ name, kind: 'norm', residual, sizes: {} }) as const;
const recurrent = (name: string, width: number, steps: number, residual = false) =>
  ({ name, kind: 'recurrent', residual, sizes: { width, steps }, activation: 'tanh' }) as const;
const activationNames = [...activations.keys()] as ActivationName[];

const scores = { form: 'lowrank', rank: 2 } as const;
const lowRank: PlannedNetwork = {
  ...blockOn([3, 4], [2, 3]),
  layers: [
    { name: 'a', kind: 'attention', residual: true, sizes: { heads: 2 }, scores },
    { name: 'b', kind: 'attention', residual: false, sizes: { heads: 1 }, scores: { ...scores, rank: 3 } },
  ],
};

const networks: [string, PlannedNetwork, PlannedTarget][] = [
  ['two layers', twoLayers(5, 7), hermiteTarget(3)],
  [
    'a deep residual stack in mean-field scaling',
    {
      ...twoLayers(5, 6, 'gelu'),
      layers: [dense('h1', 6), dense('h2', 6, true), dense('h3', 4)],
      output: { kind: 'linear', scaling: 'meanfield' },
    },
    {
      name: 'mixed',
      kind: 'hermite',
      terms: [
        { degree: 1, coefficient: 1 },
        { degree: 3, coefficient: -0.3 },
      ],
      directions: 2,
    },
  ],
  ...(['flatten', 'mean', 'sum'] as const).map((kind): [string, PlannedNetwork, PlannedTarget] => [
    `a convolution with the output ${kind}`,
    {
      name: 'Conv',
      input: { kind: 'patches', count: 3, size: 4 },
      layers: [{ name: 'c', kind: 'conv', residual: false, sizes: { channels: 5 }, activation: 'tanh' }],
      output: { kind, scaling: 'standard' },
    },
    hermiteTarget(1),
  ]),
  [
    'layers and a readout with variances of their own',
    {
      ...twoLayers(6, 5),
      layers: [
        { ...dense('g', 5), sizes: { width: 5, variance: 0.5 } },
        { ...dense('h', 4), sizes: { width: 4, variance: 2 } },
      ],
      output: { kind: 'linear', scaling: 'meanfield', variance: 8 },
    },
    hermiteTarget(3),
  ],
  [
    'a function of a form',
    twoLayers(5, 7),
    {
      name: 'deep',
      kind: 'hierarchical',
      form: 2,
      terms: [
        { degree: 1, coefficient: 1 },
        { degree: 3, coefficient: -0.5 },
      ],
    },
  ],
  [
    'attention behind a layer on each token',
    {
      name: 'Head',
      input: { kind: 'tokens', length: 4, dimension: 3 },
      layers: [dense('e', 5), { name: 'a', kind: 'attention', residual: false, sizes: { heads: 2 } }],
      output: { kind: 'linear', scaling: 'standard' },
    },
    { name: 'tri', kind: 'attentive', degree: 3 },
  ],
  [
    'a product of directions, and a residual layer of another width',
    { ...twoLayers(4, 5), layers: [dense('h', 5), dense('g', 3, true)] },
    mixture([2, { u: 1, v: 2 }], [-1, { v: 1 }]),
  ],
  [
    'a block, and what the query says beside the attention target',
    blockOn([3, 4], [2, 5]),
    mixture([1, {}], [2, { w: 1 }]),
  ],
  [
    'two blocks behind a layer on each token',
    blockOn([3, 2], [1, 4], [dense('e', 4), ...blockOn([3, 4], [2, 4]).layers]),
    attentiveTarget,
  ],
  ['a block and a function of the query', blockOn([3, 4], [1, 4]), hermiteTarget(3)],
  ...activationNames.map((activation): [string, PlannedNetwork, PlannedTarget] => [
    `two layers of ${activation}`,
    {
      ...twoLayers(4, 5),
      layers: [
        { ...dense('g', 5), activation },
        { ...dense('h', 3), activation },
      ],
    },
    hermiteTarget(1),
  ]),
  [
    'norms before and behind a residual layer, one of them residual',
    {
      ...twoLayers(4, 5),
      layers: [norm('n'), dense('g', 5), norm('o', true), dense('h', 3, true), norm('p')],
      output: { kind: 'linear', scaling: 'meanfield' },
    },
    hermiteTarget(3),
  ],
  [
    'recurrent layers, one of them residual and one of a single step',
    { ...twoLayers(4, 5), layers: [recurrent('r', 5, 3), recurrent('s', 3, 2, true), recurrent('t', 4, 1)] },
    hermiteTarget(1),
  ],
  [
    'experts behind a norm, in mean-field scaling',
    {
      ...twoLayers(4, 5),
      layers: [
        norm('n'),
        { ...dense('m', 3, true), sizes: { width: 3, experts: 4, active: 2 }, activation: 'gelu' },
        dense('h', 3),
      ],
      output: { kind: 'linear', scaling: 'meanfield' },
    },
    hermiteTarget(1),
  ],
  [
    'experts on every token, and all that attends',
    {
      ...blockOn([3, 4], [2, 3]),
      layers: [
        { ...dense('m', 2), sizes: { width: 2, experts: 3, active: 1 } },
        norm('n'),
        ...blockOn([3, 4], [2, 3]).layers,
        norm('o'),
      ],
    },
    attentiveTarget,
  ],
  ['scores of low rank, for every token and for the query alone', lowRank, attentiveTarget],
  [
    'data with a signal along two directions',
    { ...twoLayers(6, 5), input: { kind: 'gaussian', dimension: 6, signal: 2.25 } },
    { ...hermiteTarget(2), directions: 2 } as PlannedTarget,
  ],
  [
    'a mixture on data with a signal',
    { ...twoLayers(6, 5), input: { kind: 'gaussian', dimension: 6, signal: 1.5 } },
    mixture([1, { u: 1, v: 1 }], [2, { u: 2 }]),
  ],
  [
    'layers and norms on tokens without attention',
    { ...blockOn([3, 4], [1, 2]), layers: [dense('e', 5), norm('n')] },
    hermiteTarget(1),
  ],
];

const samples = 6;

/** Each network at random weights. */
const functions = networks.map(([, network, target]) => {
  const numeric = numericNetwork(network);
  const x = sampleInputs(network.input, samples, sharedSource(5, streams.samples), plannedDirections(target));
  const weights = fillGaussian(new Float64Array(numeric.parameters), gaussianSource(3));
  const pass = numeric.on(samples);
  pass.forward(weights, x);
  return { network, target, x, weights: [...weights], f: pass.output };
});

/** Each network on two data sets of different numbers of samples, each readout. */
const gradients = networks.flatMap(([name, network, target]) =>
  (['integrated', 'sampled'] as const).map((readout) => {
    const method = chainsMethod({ readout, freshInputs: 16, chains: { prior: 1, informed: 0 } });
    const points = [4, 9].map((count) => ({
      ...cubicPoint(4, count, 5, { ridge: 0.3 }),
      network,
      target,
      informed: [],
    }));
    const places = points.map((point) => {
      const posterior = posteriorOf(point, method);
      const at = startingPosition(posterior, undefined, gaussianSource(point.sampling.samples));
      const gradient = new Float64Array(posterior.dimension);
      posterior.gradient(at, gradient);
      return { at: [...at], gradient, alignment: posterior.alignment(at) };
    });
    return { name, readout, places, job: { ...jobConstants, plan: chainsPlan(points, method) } };
  }),
);

/** What one Python makes of all of them: starting it takes longer than all that it does. */
const theirs = pytorch
  ? (inPython(
      `jobs = json.load(sys.stdin)
for job in jobs["functions"]:
    x = given.inputs(job["network"], job["target"], 5, gaussians.SAMPLES, ${samples})
    model = network.Network(job["network"])
    weights = torch.tensor(job["weights"], dtype=torch.float64).reshape(1, 1, -1)
    route = model.route(x)
    features = model.features(model.views(weights), x[None, None], None if route is None else route[None, None])
    f = network.answered(features, weights[:, :, model.hidden_count :])
    print(json.dumps({"x": x.flatten().tolist(), "y": targets.target_values(job["target"], job["network"], x).tolist(), "f": f.flatten().tolist()}))
for job in jobs["gradients"]:
    points = job["plan"]["points"]
    with torch.no_grad():
        chains = ensemble.Ensemble(network.Network(points[0]["network"]), points, job, torch.device("cpu"))
        chains.weights.copy_(torch.tensor(job["at"]).unsqueeze(1))
        chains.refresh()
        print(json.dumps({"gradient": chains.slope.squeeze(1).nan_to_num(1e9).tolist(), "alignment": chains.look()[0].flatten().tolist()}))`,
      {
        functions: functions.map(({ network, target, weights }) => ({ network, target, weights })),
        gradients: gradients.map(({ job, places }) => ({ ...job, at: places.map(({ at }) => at) })),
      },
    ) as unknown[])
  : [];

describe.skipIf(!pytorch)('the function of the torch engine', () => {
  it.each(networks.map(([name], index) => [name, index] as const))(
    'has the same data and the same function as the embedded one: %s',
    (_, index) => {
      const { network, target, x, f } = functions[index] as (typeof functions)[number];
      const answer = theirs[index] as { x: number[]; y: number[]; f: number[] };
      expect(answer.x).toHaveLength(samples * valuesIn(inputShape(network.input)));
      const close = (a: readonly number[], b: Float64Array): number =>
        Math.max(...a.map((value, at) => Math.abs(value - (b[at] ?? NaN))));
      expect(close(answer.x, x)).toBeLessThan(1e-12);
      expect(close(answer.y, numericTarget(target, network.input)(x, samples))).toBeLessThan(1e-10);
      expect(close(answer.f, f)).toBeLessThan(1e-9);
    },
  );

  it.each(gradients.map(({ name, readout }, index) => [name, readout, index] as const))(
    'has the gradient of the embedded one, padded beside a larger data set: %s, readout %s',
    (_, _readout, index) => {
      const answer = theirs[functions.length + index] as { gradient: number[][]; alignment: number[] };
      for (const [at, place] of (gradients[index]?.places ?? []).entries()) {
        // Single precision there: to about a millionth of the largest slope, times the ten or so terms of each sum.
        const largest = Math.max(...place.gradient.map(Math.abs));
        expect(answer.gradient[at]).toHaveLength(place.gradient.length);
        const apart = place.gradient.map((slope, k) => Math.abs((answer.gradient[at]?.[k] ?? NaN) - slope));
        expect(Math.max(...apart)).toBeLessThan(1e-4 * largest);
        expect(answer.alignment[at]).toBeCloseTo(place.alignment, 4);
      }
    },
  );

  const mixed: PlannedTarget = {
    name: 'mixed',
    kind: 'hermite',
    terms: [
      { degree: 1, coefficient: 1 },
      { degree: 3, coefficient: -0.7 },
    ],
    directions: 1,
  };
  const several = mixture([0.5, { u: 1 }], [2, { w: 1 }], [-1, {}], [1, { w: 1, u: 2 }]);

  it.each<[string, PlannedNetwork, PlannedTarget, readonly (Feature | undefined)[]]>([
    ['a Hermite sum', twoLayers(4, 3), mixed, [undefined, 1, 3]],
    ['a mixture', blockOn([3, 4], [1, 2]), several, [undefined, 1, 3, 'attentive']],
    ['where the query passes', blockOn([3, 4], [1, 2]), attentiveTarget, [undefined]],
  ])('sees the same alignment of a component: %s', (_, network, target, components) => {
    const x = sampleInputs(network.input, 12, sharedSource(5, streams.fresh), plannedDirections(target));
    const y = numericTarget(target, network.input)(x, 12);
    const answers = inPython(
      `job = json.load(sys.stdin)
x = given.inputs(job["network"], job["target"], 5, gaussians.FRESH, 12)
for component in job["components"]:
    print(json.dumps(alignment.alignment_weights(job["target"], job["network"], x, component).tolist()))`,
      { network, target, components: components.map((component) => component ?? null) },
    ) as number[][];
    for (const [index, component] of components.entries()) {
      const ours = alignmentWeights({ network, target }, { x, y }, component);
      for (const [sample, value] of (answers[index] ?? []).entries()) expect(value).toBeCloseTo(ours[sample] ?? NaN, 8);
      expect(answers[index]).toHaveLength(12);
    }
  });

  const specialised = { pattern: 'specialization', units: 1 } as const;
  const leaning = { pattern: 'magnetization', shift: 0.5 } as const;
  it.each<[string, PlannedNetwork, PlannedTarget, readonly LayerStart[]]>([
    [
      'a product of directions',
      { ...twoLayers(4, 5), layers: [dense('h', 5), dense('g', 3)] },
      mixture([1, { u: 1, v: 2 }]),
      [
        { ...specialised, degree: 1 },
        { ...leaning, degree: 3 },
      ],
    ],
    [
      'a block',
      blockOn([3, 4], [2, 5]),
      mixture([1, {}], [2, { w: 1 }]),
      [
        { ...specialised, degree: 1 },
        { ...leaning, degree: 'attentive' },
      ],
    ],
    [
      'data with a signal, recurrent layers and a norm',
      {
        ...twoLayers(6, 5),
        input: { kind: 'gaussian', dimension: 6, signal: 2 },
        layers: [norm('n'), recurrent('r', 5, 2), dense('h', 4)],
      },
      hermiteTarget(3),
      [{ pattern: 'lazy' }, { ...specialised, degree: 1 }, { ...leaning, degree: 3 }],
    ],
    [
      'scores of low rank, specialised',
      lowRank,
      attentiveTarget,
      [
        { ...specialised, degree: 1 },
        { ...leaning, degree: 1 },
      ],
    ],
    [
      'scores of low rank, leaning',
      lowRank,
      attentiveTarget,
      [
        { ...leaning, degree: 1 },
        { ...specialised, degree: 1 },
      ],
    ],
  ])('moves weights onto the same pattern: %s', (_, network, target, informed) => {
    const point = { ...cubicPoint(4, 8, 5), network, target, informed };
    const posterior = posteriorOf(point, chainsMethod({ freshInputs: 200 }));
    const [drawn, ours] = [undefined, informed].map((pattern) =>
      startingPosition(posterior, pattern, gaussianSource(2)).subarray(0, posterior.network.hidden.parameters),
    );
    const [moved] = inPython(
      `job = json.load(sys.stdin)
point = job["point"]
model = network.Network(point["network"])
x = given.inputs(point["network"], point["target"], point["seed"], gaussians.FRESH, 200)[None, None]
weights = torch.tensor(job["weights"], dtype=torch.float64).reshape(1, 1, -1)
print(json.dumps(starts.informed(model, weights, point["informed"], point, (x, None), None, job["informedStart"]).flatten().tolist()))`,
      { ...jobConstants, point, weights: [...(drawn ?? [])] },
    ) as number[][];
    expect(moved).toHaveLength(ours?.length ?? NaN);
    for (const [index, value] of (moved ?? []).entries()) expect(value).toBeCloseTo(ours?.[index] ?? NaN, 8);
    expect(moved).not.toEqual([...(drawn ?? [])]);
  });
});
