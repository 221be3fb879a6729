import { describe, expect, it } from 'vitest';
import type { Feature } from '../../../theory/index.js';
import { jobConstants } from '../../../validation/engines/torch/job-constants.js';
import type { PlannedNetwork, PlannedTarget } from '../../../validation/index.js';
import type { LayerStart } from '../../../validation/plan.js';
import { valuesIn } from '../../../validation/network/layer.js';
import { sampleInputs } from '../../../validation/network/input.js';
import { numericNetwork } from '../../../validation/network/network.js';
import { fillGaussian, gaussianSource } from '../../../validation/network/random.js';
import { numericTarget } from '../../../validation/network/target.js';
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
];

describe.skipIf(!pytorch)('the function of the torch engine', () => {
  it.each(networks)('has the same data and the same function as the embedded one: %s', (_, network, target) => {
    const samples = 6;
    const numeric = numericNetwork(network);
    const x = sampleInputs(network.input, samples, sharedSource(5, streams.samples));
    const weights = fillGaussian(new Float64Array(numeric.parameters), gaussianSource(3));
    const pass = numeric.on(samples);
    pass.forward(weights, x);
    const [answer] = inPython(
      `job = json.load(sys.stdin)
x = data.inputs(job["network"], 5, 1, ${samples})
model = network.Network(job["network"])
weights = torch.tensor(job["weights"], dtype=torch.float64).reshape(1, 1, -1)
features = model.features(model.views(weights), x.reshape([1, 1] + list(x.shape)))
f = network.answered(features, weights[:, :, model.hidden_count :])
print(json.dumps({"x": x.flatten().tolist(), "y": data.target_values(job["target"], job["network"], x).tolist(), "f": f.flatten().tolist()}))`,
      { network, target, weights: [...weights] },
    );
    const { x: theirs, y, f } = answer as { x: number[]; y: number[]; f: number[] };
    expect(theirs).toHaveLength(samples * valuesIn(numeric.input));
    const close = (a: readonly number[], b: Float64Array): number =>
      Math.max(...a.map((value, index) => Math.abs(value - (b[index] ?? NaN))));
    expect(close(theirs, x)).toBeLessThan(1e-12);
    expect(close(y, numericTarget(target, network.input)(x, samples))).toBeLessThan(1e-10);
    expect(close(f, pass.output)).toBeLessThan(1e-9);
  });

  it.each(
    networks.flatMap((one) => (['integrated', 'sampled'] as const).map((readout) => [one[0], readout, one] as const)),
  )(
    'has the gradient of the embedded one, padded beside a larger data set: %s, readout %s',
    (_, readout, [, network, target]) => {
      const method = chainsMethod({ readout, freshInputs: 16, chains: { prior: 1, informed: 0 } });
      const points = [4, 9].map((samples) => ({
        ...cubicPoint(4, samples, 5, { ridge: 0.3 }),
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
      const [answer] = inPython(
        `job = json.load(sys.stdin)
points = job["plan"]["points"]
with torch.no_grad():
    chains = ensemble.Ensemble(network.Network(points[0]["network"]), points, job, torch.device("cpu"))
    chains.weights.copy_(torch.tensor(job["at"]).unsqueeze(1))
    chains.refresh()
    print(json.dumps({"gradient": chains.slope.squeeze(1).tolist(), "alignment": chains.look()[0].flatten().tolist()}))`,
        { ...jobConstants, plan: chainsPlan(points, method), at: places.map(({ at }) => at) },
      );
      const { gradient, alignment } = answer as { gradient: number[][]; alignment: number[] };
      for (const [index, place] of places.entries()) {
        // Single precision there: to about a millionth of the largest slope, times the ten or so terms of each sum.
        const largest = Math.max(...place.gradient.map(Math.abs));
        expect(gradient[index]).toHaveLength(place.gradient.length);
        for (const [k, slope] of place.gradient.entries()) {
          expect(Math.abs((gradient[index]?.[k] ?? NaN) - slope)).toBeLessThan(1e-4 * largest);
        }
        expect(alignment[index]).toBeCloseTo(place.alignment, 4);
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
    const x = sampleInputs(network.input, 12, sharedSource(5, streams.fresh));
    const y = numericTarget(target, network.input)(x, 12);
    const theirs = inPython(
      `job = json.load(sys.stdin)
x = data.inputs(job["network"], 5, 2, 12)
for component in job["components"]:
    print(json.dumps(data.alignment_weights(job["target"], job["network"], x, component).tolist()))`,
      { network, target, components: components.map((component) => component ?? null) },
    ) as number[][];
    for (const [index, component] of components.entries()) {
      const ours = alignmentWeights({ network, target }, { x, y }, component);
      for (const [sample, value] of (theirs[index] ?? []).entries()) expect(value).toBeCloseTo(ours[sample] ?? NaN, 8);
      expect(theirs[index]).toHaveLength(12);
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
  ])('moves weights onto the same pattern: %s', (_, network, target, informed) => {
    const point = { ...cubicPoint(4, 8, 5), network, target, informed };
    const posterior = posteriorOf(point, chainsMethod({ freshInputs: 200 }));
    const [drawn, ours] = [undefined, informed].map((pattern) =>
      startingPosition(posterior, pattern, gaussianSource(2)).subarray(0, posterior.network.hidden.parameters),
    );
    const [theirs] = inPython(
      `job = json.load(sys.stdin)
point = job["point"]
model = network.Network(point["network"])
x = data.inputs(point["network"], point["seed"], data.FRESH, 200).unsqueeze(0).unsqueeze(0)
weights = torch.tensor(job["weights"], dtype=torch.float64).reshape(1, 1, -1)
print(json.dumps(starts.informed(model, weights, point["informed"], point, x, None, job["informedStart"]).flatten().tolist()))`,
      { ...jobConstants, point, weights: [...(drawn ?? [])] },
    ) as number[][];
    expect(theirs).toHaveLength(ours?.length ?? NaN);
    for (const [index, value] of (theirs ?? []).entries()) expect(value).toBeCloseTo(ours?.[index] ?? NaN, 8);
    expect(theirs).not.toEqual([...(drawn ?? [])]);
  });
});
