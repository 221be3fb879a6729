import { Core, type Doubles } from '../../core/core.js';
import type { CorePass } from '../../core/pass.js';
import { lanes } from '../../core/pass.js';
import type { CoreFeatures } from '../../core/readout.js';
import { CoreIntegratedReadout, featuresOnCore } from '../../core/readout.js';
import { stackOnCore } from '../../core/stack.js';
import type { Propagated } from './langevin.js';
import type { Posterior, PosteriorData } from './posterior.js';
import type { Sensitivity } from '../../network/sensitivity.js';
import type { NumericNetwork } from '../../network/network.js';
import type { PlannedInput } from '../../network/input.js';
import type { PlannedTarget } from '../../plan.js';
import { product } from './alignment-weights.js';

/** What a posterior is of a readout: with its weights, or with these integrated out. */
interface Ending {
  /** Takes in the features. @returns the part of U that the samples make. */
  see(): number;
  /** Writes the derivatives by the features, and adds those by the readout's own weights. */
  slope(toWeights: number): void;
  /** The readout's weights for looks at fresh inputs. */
  readonly weights: number;
}

/**
 * A posterior in the numerical core, in single precision: gradients are within 2e-6 of the reference, relative to their length.
 * The hidden layers are all known to the core.
 */
export class CorePosterior implements Posterior {
  readonly dimension: number;
  readonly network: NumericNetwork;
  readonly input: PlannedInput;
  readonly target: PlannedTarget;
  readonly fresh: Float64Array;
  private readonly core = new Core();
  private readonly hidden: CorePass;
  private readonly read: CoreFeatures;
  private readonly looks: CorePass;
  private readonly looksRead: CoreFeatures;
  private readonly freshOutputs: Doubles;
  private readonly ending: Ending;
  private readonly position: Doubles;
  private readonly velocity: Doubles;
  private readonly slope: Doubles;
  private readonly generators: number;
  /** True while the features seen last are those of `position`. */
  private isSeen = false;

  /** @param isIntegrated whether the readout is integrated out. */
  constructor(
    private readonly data: PosteriorData,
    private readonly isIntegrated: boolean,
  ) {
    const { core } = this;
    const { network, input, target, fresh } = data.start;
    [this.network, this.input, this.target, this.fresh] = [network, input, target, fresh];
    const layers = network.layers.slice(0, -1);
    const { reading } = network.readout;
    this.hidden = stackOnCore(core, layers, data.x, network.input, true);
    this.read = featuresOnCore(core, reading, this.hidden.output, this.hidden.toOutput);
    this.looks = stackOnCore(core, layers, fresh, network.input, false);
    this.looksRead = featuresOnCore(core, reading, this.looks.output, undefined);
    this.freshOutputs = core.doubles(lanes * this.looksRead.features.count);
    this.dimension = isIntegrated ? network.hidden.parameters : network.parameters;
    this.position = core.doubles(this.dimension);
    this.velocity = core.doubles(this.dimension);
    this.slope = core.doubles(this.dimension);
    this.generators = core.allocate(64);
    this.ending = isIntegrated ? this.integrated() : this.sampled(this.position.at + 8 * network.hidden.parameters);
  }

  energy(weights: Float64Array): number {
    this.position.view.set(weights);
    return product(weights, weights) / 2 + this.see();
  }

  gradient(at: Float64Array, into: Float64Array): void {
    this.position.view.set(at);
    this.computeSlope();
    into.set(this.slope.view);
  }

  advance({ position, velocity, slope, generators, half, keep, kick }: Propagated, steps: number): void {
    const { kernels } = this.core;
    const noise = new Uint32Array(kernels.memory.buffer, this.generators, generators.length);
    this.position.view.set(position);
    this.velocity.view.set(velocity);
    this.slope.view.set(slope);
    noise.set(generators);
    const [x, v, g, count] = [this.position.at, this.velocity.at, this.slope.at, this.dimension];
    for (let done = 0; done < steps; done++) {
      kernels.drift(x, v, g, count, half, keep, kick, this.generators);
      this.computeSlope();
      kernels.addScaled(v, g, count, -half);
    }
    position.set(this.position.view);
    velocity.set(this.velocity.view);
    slope.set(this.slope.view);
    generators.set(noise);
  }

  alignment(weights: Float64Array): number {
    const isKnown = this.isSeen && this.position.view.every((value, index) => value === weights[index]);
    this.position.view.set(weights);
    if (this.isIntegrated && !isKnown) this.see();
    this.looks.forward(this.position.at);
    this.looksRead.gather();
    const { features } = this.looksRead;
    const outputs = this.freshOutputs;
    const { kernels } = this.core;
    kernels.weightedRows(
      ...[outputs.at, features.at, features.stride, features.features, this.ending.weights, features.count],
    );
    const { scale } = this.network.readout.readPart;
    return scale * this.data.aligned(outputs.view.subarray(0, this.data.freshInputs));
  }

  sensitivity(weights: Float64Array): Sensitivity {
    if (!this.isIntegrated) return this.data.sensitivityOf(weights);
    this.position.view.set(weights);
    this.see();
    const { readout } = this.network;
    const mean = new Float64Array(this.core.kernels.memory.buffer, this.ending.weights, readout.parameters);
    const all = new Float64Array(this.network.parameters);
    all.set(weights);
    all.set(mean, weights.length);
    return this.data.sensitivityOf(all);
  }

  close(): void {
    this.core.close();
  }

  private see(): number {
    this.hidden.forward(this.position.at);
    this.read.gather();
    this.isSeen = true;
    return this.ending.see();
  }

  private computeSlope(): void {
    const { slope, position, core } = this;
    this.see();
    core.clear(slope.at, 8 * this.dimension);
    this.ending.slope(slope.at);
    this.read.scatter();
    this.hidden.backward(position.at, slope.at);
    core.kernels.addScaled(slope.at, position.at, this.dimension, 1);
  }

  private integrated(): Ending {
    const { data, core, read } = this;
    const ending = new CoreIntegratedReadout(core, read, data.y, data.start.network.readout.readPart.scale, data.ridge);
    return { see: () => ending.see(), slope: () => ending.slope(), weights: ending.mean.at };
  }

  /** @param weights where the readout's weights stand. */
  private sampled(weights: number): Ending {
    const { core, data, read } = this;
    const { features, toFeatures } = read;
    const { hidden, readout } = data.start.network;
    const { readPart, parameters } = readout;
    const { scale } = readPart;
    const misfit = core.doubles(lanes * features.count);
    const toWeights = core.doubles(2 * parameters);
    const { kernels } = core;
    return {
      weights,
      see: () => {
        kernels.weightedRows(misfit.at, features.at, features.stride, parameters, weights, features.count);
        const differences = misfit.view;
        let square = 0;
        for (let sample = 0; sample < data.samples; sample++) {
          const difference = scale * (differences[sample] as number) - (data.y[sample] as number);
          differences[sample] = difference;
          square += difference * difference;
        }
        return square / (2 * data.ridge);
      },
      slope: (into) => {
        if (!toFeatures) return;
        const factor = scale / data.ridge;
        const target = [toFeatures.at, toFeatures.stride, parameters];
        kernels.outerProduct(...[...target, misfit.at, weights, features.count, factor, 0]);
        kernels.sumsOver(toWeights.at, features.at, features.stride, parameters, misfit.at, features.count);
        kernels.addUnpadded(into + 8 * hidden.parameters, toWeights.at, 1, parameters, parameters, factor);
      },
    };
  }
}
