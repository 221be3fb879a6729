import { describe, expect, it } from 'vitest';
import { jobConstants } from '../../../validation/engines/torch/job-constants.js';
import { alongAndAcross } from '../../../validation/network/sensitivity.js';
import { gaussianSource } from '../../../validation/network/random.js';
import { plannedDirections } from '../../../validation/network/target.js';
import type { PlannedNetwork, PlannedTarget } from '../../../validation/plan.js';
import { startingPosition } from '../../../validation/training/sample/chains.js';
import { posteriorOf } from '../../../validation/training/sample/posterior.js';
import { attentiveTarget, blockOn, chainsMethod, chainsPlan, cubicPoint, hermiteTarget, twoLayers } from './studies.js';
import { inPython, pytorch } from './pytorch.js';

const networks: [string, PlannedNetwork, PlannedTarget][] = [
  ['two layers', twoLayers(5, 7), hermiteTarget(3)],
  ['a block', blockOn([3, 4], [1, 2]), attentiveTarget],
];

describe.skipIf(!pytorch)('noisy labels and sensitivities of the torch engine', () => {
  it.each(
    networks.flatMap((one) => (['integrated', 'sampled'] as const).map((readout) => [one[0], readout, one] as const)),
  )('are those of the embedded one: %s, readout %s', (_, readout, [, network, target]) => {
    const method = chainsMethod({ readout, freshInputs: 32, chains: { prior: 1, informed: 0 } });
    const base = cubicPoint(4, 9, 5, { ridge: 0.3 });
    const point = { ...base, network, target, informed: [], sampling: { ...base.sampling, noise: 0.7 } };
    const posterior = posteriorOf(point, method);
    const at = startingPosition(posterior, undefined, gaussianSource(3));
    const gradient = new Float64Array(posterior.dimension);
    posterior.gradient(at, gradient);
    const [answer] = inPython(
      `job = json.load(sys.stdin)
points = job["plan"]["points"]
with torch.no_grad():
    chains = ensemble.Ensemble(network.Network(points[0]["network"]), points, job, torch.device("cpu"))
    chains.weights.copy_(torch.tensor(job["at"]).unsqueeze(1))
    chains.refresh()
    print(json.dumps({"gradient": chains.slope.flatten().tolist(), "slopes": chains.slopes().flatten().tolist()}))`,
      { ...jobConstants, plan: chainsPlan([point], method), at: [[...at]] },
    );
    const theirs = answer as { gradient: number[]; slopes: number[] };
    const largest = Math.max(...gradient.map(Math.abs));
    for (const [k, slope] of theirs.gradient.entries())
      expect(Math.abs(slope - (gradient[k] as number))).toBeLessThan(1e-4 * largest);
    const ours = posterior.sensitivity(at);
    const { along, across } = alongAndAcross(theirs.slopes, plannedDirections(target));
    expect(along / ours.along).toBeCloseTo(1, 4);
    expect(across / ours.across).toBeCloseTo(1, 4);
    expect(ours.across).toBeGreaterThan(0);
  });
});
