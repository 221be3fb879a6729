import { radiiOf } from './shares.js';
import { strengthAlong, tiltOf, type DrawnState, type PricedLayer } from './state.js';

/** Directions of unit length that weights are moved along, and an orthonormal basis of their span. */
export interface Directions {
  readonly own: readonly Float64Array[];
  readonly basis: readonly Float64Array[];
}

/** What is drawn of a layer: units that can stand out come first, as many for each direction. */
export interface DrawnUnits extends PricedLayer {
  readonly drawn: number;
  /** How many of the drawn ones stand out when M of each direction do, M from 1. */
  turnedOf(units: number): number;
  /** From which unit on the lengths of what the others hold along the directions are those of `radiiOf`, by which they are counted. */
  readonly radiiFrom?: number;
}

/** Moves a layer's weights from the prior's draw into a state. `into` is overwritten. */
export function moveWeights(
  layer: DrawnUnits,
  state: DrawnState,
  base: Float64Array,
  { own, basis }: Directions,
  into: Float64Array,
): void {
  into.set(base);
  if (own.length === 0) return;
  const turned = state.units > 0 ? layer.turnedOf(state.units) : 0;
  const each = base.length / layer.drawn;
  const radii = layer.radiiFrom === undefined ? undefined : radiiOf(layer.drawn - layer.radiiFrom, basis.length);
  for (let unit = 0; unit < layer.drawn; unit++) {
    const row = into.subarray(unit * each, (unit + 1) * each);
    const direction = own[unit % own.length] as Float64Array;
    const isTurned = unit < turned;
    switch (layer.form) {
      case 'units':
        if (isTurned) setAlong(row, direction, strengthAlong(state, unit % own.length, own.length), state.across);
        else moveOther(row, direction, basis, state, radii?.[unit - (layer.radiiFrom ?? 0)]);
        break;
      case 'tied':
        if (isTurned) setAlong(row, direction, state.strength, state.across);
        else if (state.lean !== 0)
          for (const u of own) addScaled(row, u, state.lean * Math.sqrt(layer.drawn) * (u[unit] as number));
        break;
      case 'bilinear':
        moveScores(row, direction, isTurned, state);
        break;
      case 'lowrank':
        tiltScores(row, direction, tiltOf(isTurned ? state.strength : state.lean, layer.rank), layer.rank);
    }
  }
}

function setAlong(row: Float64Array, direction: Float64Array, strength: number, across: number): void {
  addScaled(row, direction, -dot(row, direction));
  scale(row, Math.sqrt(across));
  addScaled(row, direction, strength);
}

function moveOther(
  row: Float64Array,
  direction: Float64Array,
  basis: readonly Float64Array[],
  { lean, gain, othersAcross }: DrawnState,
  radius: number | undefined,
): void {
  const held = basis.map((one) => dot(row, one));
  const length = radius === undefined ? 1 : radius / (Math.hypot(...held) || 1);
  scale(row, Math.sqrt(othersAcross));
  const factor = Math.sqrt(gain) * length - Math.sqrt(othersAcross);
  for (const [index, one] of basis.entries()) addScaled(row, one, factor * (held[index] as number));
  if (lean !== 0) addScaled(row, direction, lean);
}

/** A matrix of scores [d][d] with w'Aw set, or scaled and shifted, along w w'. */
function moveScores(a: Float64Array, w: Float64Array, isTurned: boolean, { strength, lean, gain }: DrawnState): void {
  const d = w.length;
  let held = 0;
  for (let i = 0; i < d; i++) held += (w[i] as number) * dot(a.subarray(i * d, (i + 1) * d), w);
  const wanted = isTurned ? strength : lean + Math.sqrt(gain) * held;
  for (let i = 0; i < d; i++) addScaled(a.subarray(i * d, (i + 1) * d), w, (wanted - held) * (w[i] as number));
}

/** W_Q and W_K, each [d][k], whose numbers along w are tilted by exp(s q k). */
function tiltScores(parameters: Float64Array, w: Float64Array, s: number, rank: number): void {
  if (s === 0) return;
  const d = w.length;
  const [queries, keys] = [parameters.subarray(0, d * rank), parameters.subarray(d * rank)];
  for (let column = 0; column < rank; column++) {
    let [q, k] = [0, 0];
    for (let i = 0; i < d; i++) {
      q += (w[i] as number) * (queries[i * rank + column] as number);
      k += (w[i] as number) * (keys[i * rank + column] as number);
    }
    const [sum, difference] = [(q + k) / 2 / Math.sqrt(1 - s), (q - k) / 2 / Math.sqrt(1 + s)];
    for (let i = 0; i < d; i++) {
      const part = w[i] as number;
      const at = i * rank + column;
      queries[at] = (queries[at] as number) + part * (sum + difference - q);
      keys[at] = (keys[at] as number) + part * (sum - difference - k);
    }
  }
}

/** Directions with a basis of their span; those of no length are left out. */
export function directionsOf(vectors: readonly Float64Array[]): Directions {
  const own: Float64Array[] = [];
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    const length = Math.sqrt(dot(vector, vector));
    if (!(length > 1e-9)) continue;
    const unit = vector.map((x) => x / length);
    own.push(unit);
    const rest = unit.slice();
    for (const one of basis) addScaled(rest, one, -dot(rest, one));
    const left = Math.sqrt(dot(rest, rest));
    if (left > 1e-6) basis.push(rest.map((x) => x / left));
  }
  return { own, basis };
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < b.length; k++) sum += (a[k] as number) * (b[k] as number);
  return sum;
}

function addScaled(a: Float64Array, b: Float64Array, factor: number): void {
  for (let k = 0; k < b.length; k++) a[k] = (a[k] as number) + factor * (b[k] as number);
}

function scale(a: Float64Array, factor: number): void {
  if (factor !== 1) for (let k = 0; k < a.length; k++) a[k] = (a[k] as number) * factor;
}
