import type { LayerPass } from '../network/layer.js';
import { roundToInteger, valuesIn } from '../network/layer.js';
import { inputShape } from '../network/input.js';
import { gaussianSource } from '../network/random.js';
import { plannedDirections } from '../network/target.js';
import type { PlannedPoint } from '../plan.js';
import type { Feature } from '../../theory/index.js';
import {
  applyLayer,
  baseWeights,
  drawnNetwork,
  movedParameters,
  type DrawnLayer,
  type DrawnNetwork,
} from './network.js';
import { gramOf, type DrawnKernel } from './posterior.js';
import { readoutEnergy, type DrawnOverlaps } from './readout-energy.js';
import { drawGroup, type DrawnGroup } from './sample.js';
import { priceOf, priorState, type DrawnPattern, type DrawnState } from './state.js';
import { componentsOf, functionalsAlong, type DrawnComponent } from './target.js';
import { directionsOf, dot, moveWeights, type Directions } from './weights.js';

/** A planned network and target. */
export type DrawnSetting = Pick<PlannedPoint, 'network' | 'target'>;

/** How a problem is drawn. */
export interface DrawnOptions {
  /** About how many inputs each of the three groups has. */
  readonly inputs: number;
  /** Weights, inputs and routing are the same for the same seed. */
  readonly seed: number;
  /** The features along which layers may act. */
  readonly features: readonly Feature[];
  /** True where the kernel is wanted: every unit of the last layer is drawn. */
  readonly isWhole?: boolean;
}

/** U of a state of all layers, and its parts. */
export interface DrawnEnergy {
  readonly energy: number;
  readonly cost: number;
  /** One over y' Lambda^-1 y: of one component lambda_y. */
  readonly lambda: number;
}

interface Computed {
  readonly state: DrawnState;
  readonly degree: Feature;
  readonly directions: Directions;
  readonly version: number;
  readonly before: number;
}

/** U of states of one drawn network: weights and inputs are drawn once, and what a layer makes is kept until its state or one before it changes. */
export class DrawnProblem {
  readonly drawn: DrawnNetwork;
  readonly components: readonly DrawnComponent[];
  /**
   * True where units of one kind cannot do: several components take several, and in a posterior some lean against what others hold of other degrees. Then those that do not stand out lean beside those
   * that do.
   */
  readonly needsTwoKinds: boolean;
  /** True where the target's directions are not alike. */
  readonly hasNamedDirections: boolean;
  private readonly features = new Map<string, readonly number[]>();
  private readonly groups: DrawnGroup[];
  private readonly passes: (readonly (readonly LayerPass[])[])[];
  private readonly base: readonly Float64Array[];
  private readonly parameters: readonly Float64Array[];
  private readonly computed: (Computed | undefined)[];
  private versions = 0;

  constructor({ network, target }: DrawnSetting, { inputs, seed, features, isWhole = false }: DrawnOptions) {
    this.components = componentsOf(network, target);
    this.hasNamedDirections = target.kind === 'mixture' && plannedDirections(target) > 1;
    this.needsTwoKinds = isWhole || this.components.length > roundToInteger(plannedDirections(target));
    const along = features.flatMap((feature) =>
      [false, true].map((isScored) => {
        const functionals = functionalsAlong(network, target, feature, isScored);
        return { key: keyOfFeature(feature, isScored), functionals };
      }),
    );
    const all = along.flatMap(({ key, functionals }) => functionals.map((functional) => ({ key, functional })));
    for (const { key } of along)
      this.features.set(
        key,
        all.flatMap((one, index) => (one.key === key ? [index] : [])),
      );
    const directions = Math.max(1, ...along.map(({ functionals }) => functionals.length));
    this.drawn = drawnNetwork(network, { directions, isWhole, seed });
    const data = { input: this.drawn.input, directions: plannedDirections(target) };
    const ofComponents = this.components.map(({ functional }) => functional);
    this.groups = [
      drawGroup({ ...data, functionals: all.map(({ functional }) => functional) }, inputs, 3 * seed),
      drawGroup({ ...data, functionals: ofComponents }, inputs, 3 * seed + 1),
      drawGroup({ ...data, functionals: ofComponents }, inputs, 3 * seed + 2),
    ];
    const { layers } = this.drawn;
    this.passes = this.groups.map(({ count }) => passesOn(this.drawn, count));
    const source = gaussianSource(seed + 99991);
    this.base = layers.map((layer) => baseWeights(layer, source));
    this.parameters = this.base.map((weights) => weights.slice());
    this.computed = layers.map(() => undefined);
  }

  /** How many directions a layer can act along, for a pattern. */
  directionsFor(layer: DrawnLayer, degree: Feature): number {
    return this.features.get(keyOfFeature(degree, layer.isScored))?.length ?? 0;
  }

  /** U at alignment 1 with every component (docs/validation.md, "Drawn networks"): that of this draw alone. */
  energy(patterns: readonly DrawnPattern[], states: readonly DrawnState[]): DrawnEnergy {
    return energyOfDraws([this], patterns, states);
  }

  /**
   * What the weights pay, and what the units hold of the components.
   * @param patterns of the layers of the study.
   * @param states of the drawn layers.
   */
  overlapsAt(
    patterns: readonly DrawnPattern[],
    states: readonly DrawnState[],
  ): { readonly cost: number; readonly overlaps: DrawnOverlaps } {
    const { drawn } = this;
    const cost = this.compute(patterns, states);
    const last = drawn.layers.length - 1;
    const counts = drawn.countsAt(states[last]?.units ?? 0, this.computed[last]?.directions.basis.length ?? 0);
    return { cost, overlaps: { halves: [this.overlaps(1), this.overlaps(2)], counts, turned: drawn.alike?.turned } };
  }

  /** Cosines of the units that stand out with their features, by drawn layer: of what comes in, the share along the direction. */
  cosines(states: readonly DrawnState[]): number[] {
    return this.drawn.layers.map((layer, index) => {
      const state = states[index];
      const own = this.computed[index]?.directions.own[0];
      if (!state || state.units === 0 || !own || layer.isScored) return 0;
      const h = this.incoming(0, index);
      const { count, even } = this.groups[0] as DrawnGroup;
      const each = h.length / count;
      const row = (this.parameters[index] as Float64Array).subarray(0, own.length);
      let [square, along] = [0, 0];
      for (let i = 0; i < count; i++) {
        const x = h.subarray(i * each, i * each + own.length);
        square += (even[i] as number) * dot(x, row) ** 2;
        along += (even[i] as number) * (state.strength * dot(x, own)) ** 2;
      }
      return square > 0 ? Math.min(1, Math.sqrt(along / square)) : 0;
    });
  }

  /** The root mean square of what comes into a layer along its first direction; 0 where there is none. */
  incomingSpread(patterns: readonly DrawnPattern[], states: readonly DrawnState[], index: number): number {
    const layer = this.drawn.layers[index] as DrawnLayer;
    this.compute(patterns, states, index);
    const degree = patterns[layer.of]?.degree;
    if (degree === undefined) return 0;
    const { own } = this.directionsAt(index, degree, states);
    const h = this.incoming(0, index);
    const { count, even } = this.groups[0] as DrawnGroup;
    const each = h.length / count;
    if (!own[0]) return 0;
    let square = 0;
    for (let i = 0; i < count; i++)
      square += (even[i] as number) * dot(h.subarray(i * each, (i + 1) * each), own[0]) ** 2;
    return Math.sqrt(square);
  }

  /** Adds a group of inputs of no lines, over which kernels are taken. @param values [inputs][positions][features] */
  addPlainGroup(values: Float64Array): void {
    const count = values.length / valuesIn(inputShape(this.drawn.input));
    const bases = Int32Array.from({ length: count }, (_, index) => 1_000_000 + index);
    const even = new Float64Array(count).fill(1 / count);
    this.groups.push({ count, inputs: values, bases, weights: [], even });
    this.passes.push(passesOn(this.drawn, count));
    this.computed.fill(undefined);
  }

  /** All weights as the prior has them. */
  prior(patterns: readonly DrawnPattern[]): { patterns: DrawnPattern[]; states: DrawnState[] } {
    return {
      patterns: patterns.map(({ degree }) => ({ pattern: 'lazy', degree })),
      states: this.drawn.layers.map(() => priorState),
    };
  }

  /** What the weights pay in a state. */
  costOf(patterns: readonly DrawnPattern[], states: readonly DrawnState[]): number {
    return this.compute(patterns, states);
  }

  /** The kernel of the state that `costOf` was asked for last: over the inputs of no lines, and of the whole target on both halves. */
  kernelAt(states: readonly DrawnState[]): DrawnKernel {
    const last = this.drawn.layers.length - 1;
    const span = this.computed[last]?.directions.basis.length ?? 0;
    // A feature that stands for c others has c times their kernel.
    const roots = this.drawn.countsAt(states[last]?.units ?? 0, span).map(Math.sqrt);
    const size = roots.length;
    const gram = gramOf(this.readFeatures(3), size);
    const [one, two] = [this.overlapsWithTarget(1), this.overlapsWithTarget(2)];
    for (let k = 0; k < size; k++) {
      const root = roots[k] as number;
      one[k] = (one[k] as number) * root;
      two[k] = (two[k] as number) * root;
      for (let l = 0; l < size; l++) gram[k * size + l] = (gram[k * size + l] as number) * root * (roots[l] as number);
    }
    return { gram, overlaps: [one, two] };
  }

  private overlapsWithTarget(group: number): Float64Array {
    const sum = new Float64Array(this.drawn.readout.parameters);
    for (const [a, v] of this.overlaps(group).entries()) {
      const { coefficient } = this.components[a] as DrawnComponent;
      for (let k = 0; k < sum.length; k++) sum[k] = (sum[k] as number) + coefficient * (v[k] as number);
    }
    return sum;
  }

  private compute(
    patterns: readonly DrawnPattern[],
    states: readonly DrawnState[],
    upTo = this.drawn.layers.length,
  ): number {
    let [cost, before] = [0, 0];
    for (const [index, layer] of this.drawn.layers.entries()) {
      if (index >= upTo) break;
      const state = states[index];
      if (!state) throw new RangeError('each layer needs a state');
      const degree = patterns[layer.of]?.degree ?? 1;
      let known = this.computed[index];
      if (!known || known.before !== before || known.degree !== degree || !sameState(known.state, state)) {
        const directions = this.directionsAt(index, degree, states);
        if (layer.units) {
          const moved = movedParameters(layer);
          const [base, parameters] = [this.base[index] as Float64Array, this.parameters[index] as Float64Array];
          moveWeights(layer.units, state, base.subarray(0, moved), directions, parameters.subarray(0, moved));
        }
        for (const [group, { bases }] of this.groups.entries()) {
          // Directions behind the last layer are no one's.
          if (group === 0 && index === this.drawn.layers.length - 1) continue;
          this.drawn.routing.bases = bases;
          const own = this.passes[group]?.[index] as readonly LayerPass[];
          applyLayer(layer, own, this.parameters[index] as Float64Array, this.incoming(group, index));
        }
        known = { state, degree, directions, version: ++this.versions, before };
        this.computed[index] = known;
      }
      before = known.version;
      const { units } = layer;
      if (units) {
        const { own, basis } = known.directions;
        cost += priceOf({ ...units, directions: own.length, span: basis.length }, state);
      }
    }
    return cost;
  }

  /** What comes into a layer, on a group. */
  private incoming(group: number, index: number): Float64Array {
    if (index === 0) return (this.groups[group] as DrawnGroup).inputs;
    return (this.passes[group]?.[index - 1]?.at(-1) as LayerPass).output;
  }

  private directionsAt(index: number, degree: Feature, states: readonly DrawnState[]): Directions {
    const layer = this.drawn.layers[index] as DrawnLayer;
    if (!layer.units) return { own: [], basis: [] };
    const { count, weights } = this.groups[0] as DrawnGroup;
    const h = this.incoming(0, index);
    const size = layer.numeric.input.features;
    const each = valuesIn(layer.numeric.input);
    const before = this.drawn.layers[index - 1];
    const isOfUnits = before?.units !== undefined && before.numeric.output.features === before.units.drawn;
    const [mixing, turned] = [states[index - 1]?.mixing ?? 0, states[index - 1]?.units ?? 0];
    return directionsOf(
      (this.features.get(keyOfFeature(degree, layer.isScored)) ?? []).map((functional) => {
        const own = weights[functional] as Float64Array;
        const v = new Float64Array(size);
        for (let i = 0; i < count; i++) {
          const weight = own[i] as number;
          if (weight === 0) continue;
          for (let k = 0, at = i * each; k < size; k++, at++) v[k] = (v[k] as number) + weight * (h[at] as number);
        }
        if (mixing !== 0 && turned > 0 && isOfUnits && before.units) {
          const most = before.units.turnedOf(turned);
          for (let k = 0; k < most; k++) v[k] = (v[k] as number) * Math.exp(mixing);
        }
        return v;
      }),
    );
  }

  private readFeatures(group: number): Float64Array {
    const { readout } = this.drawn;
    const { count } = this.groups[group] as DrawnGroup;
    const phi = new Float64Array(count * readout.parameters);
    readout.features(this.incoming(group, this.drawn.layers.length), phi);
    return phi;
  }

  /** <Phi_k, y_a> of every feature, for each component. */
  private overlaps(group: number): Float64Array[] {
    const phi = this.readFeatures(group);
    const { weights } = this.groups[group] as DrawnGroup;
    const size = this.drawn.readout.parameters;
    return weights.map((own) => {
      const v = new Float64Array(size);
      for (let i = 0; i < own.length; i++) {
        const weight = own[i] as number;
        if (weight === 0) continue;
        for (let k = 0, at = i * size; k < size; k++, at++) v[k] = (v[k] as number) + weight * (phi[at] as number);
      }
      return v;
    });
  }
}

/** U of a state over several draws of one network: Lambda is their mean. */
export function energyOfDraws(
  draws: readonly DrawnProblem[],
  patterns: readonly DrawnPattern[],
  states: readonly DrawnState[],
): DrawnEnergy {
  const found = draws.map((draw) => draw.overlapsAt(patterns, states));
  const y = Float64Array.from(draws[0]?.components ?? [], ({ coefficient }) => coefficient);
  const { readout, lambda } = readoutEnergy(
    y,
    found.map(({ overlaps }) => overlaps),
  );
  const cost = found.reduce((sum, one) => sum + one.cost, 0) / found.length;
  const energy = cost + readout;
  return { energy: Number.isFinite(energy) ? energy : Infinity, cost, lambda };
}

const passesOn = ({ layers }: DrawnNetwork, count: number): LayerPass[][] =>
  layers.map(({ numeric, times }) => Array.from({ length: times }, () => numeric.on(count)));

const keyOfFeature = (feature: Feature, isScored: boolean): string => `${feature} ${isScored}`;

function sameState(one: DrawnState, other: DrawnState): boolean {
  return (
    one.units === other.units &&
    one.strength === other.strength &&
    one.slant === other.slant &&
    one.across === other.across &&
    one.lean === other.lean &&
    one.gain === other.gain &&
    one.othersAcross === other.othersAcross &&
    one.mixing === other.mixing
  );
}
