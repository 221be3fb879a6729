import type { Study } from '../../../theory/index.js';
import { activationOf } from '../../../theory/activations/index.js';
import { expertsOf } from '../../../theory/kinds/experts.js';
import type { HierarchicalTarget } from '../../../theory/targets/index.js';
import type { MeasurementMessage } from '../../messages.js';
import type { Features, OnGrid } from './features.js';
import { grid, overlap } from './features.js';
import type { FormLayer, Stack } from './stack.js';

/** Points at which averages over the length of a unit's weights are taken, and how many deviations of it they reach. */
const lengths = 81;
const farthest = 8;

/**
 * What a lazy first layer hands on of a form p of degree k, whose value is t (derived; docs/validation.md, "Forms").
 *
 * A unit with weights w holds c_k(|w|) sqrt(k!) p(w/|w|) of p, whose square is lambda_p on average over w: the mean of p(w/|w|)^2 is 1/(d (d + 2) ... (d + 2k - 2)). The
 * weights of the next layer along these overlaps see p with the deviation sqrt(lambda_p), and of all else that the N units answer the share 1/N as noise of their own.
 * p is taken as Gaussian, and all else as noise that does not hang on p.
 */
export function formFeatures({ dimension: d, form }: Stack & { readonly form: FormLayer }, target: OnGrid): Features {
  const { degree, layer, coefficient } = form;
  const { activation, width } = layer;
  const coefficients = [degree, 1].map((n) => coefficient(n));
  const [ofForm, linear, square, constant] = averages(d, (q) => [
    ...coefficients.map((c) => c(Math.log(q)) ** 2),
    activation.square(0, q * q),
    activation.value(0, q * q) ** 2,
  ]) as [number, number, number, number];
  let share = ofForm;
  for (let j = 1; j <= degree; j++) share *= j / (d + 2 * (j - 1));
  const all = square - constant;
  const everywhere = (value: number): OnGrid => new Float64Array(grid.at.length).fill(value);
  const linearCount = Math.min(d, Math.max(width - 1, 0));
  const lambda = share * overlap(grid.at, target) ** 2;
  return {
    feature: grid.at.map((t) => t * Math.sqrt(share)),
    own: everywhere(all / width),
    linear: everywhere(linear),
    linearCount,
    rest: everywhere(Math.max(all - linear - share, 0)),
    restCount: Math.max(width - 1 - linearCount, 0),
    square: everywhere(square),
    correlation: 1,
    made: { units: 0, onUnits: 0 },
    lambda,
    // p(w/|w|) is nearly Gaussian, so the variance of its square is twice the square of its mean.
    lambdaVariance: (2 * lambda * lambda) / width,
  };
}

/** Averages over q = |w|/sqrt(d), w a standard Gaussian vector of d numbers: by the trapezoidal rule in ln q. */
function averages(d: number, of: (q: number) => readonly number[]): number[] {
  const step = (2 * farthest) / Math.sqrt(2 * d) / (lengths - 1);
  let total = 0;
  let sums: number[] = [];
  for (let index = 0; index < lengths; index++) {
    const logQ = (index - (lengths - 1) / 2) * step;
    const q = Math.exp(logQ);
    const weight = Math.exp(d * (logQ - (q * q - 1) / 2));
    total += weight;
    sums = of(q).map((value, entry) => (sums[entry] ?? 0) + weight * value);
  }
  return sums.map((sum) => sum / total);
}

/** What stands in the way of measuring a target of a form; undefined where nothing does. */
export function unsupportedForm(
  { layers }: Study['network'],
  { name: target, form, terms }: HierarchicalTarget,
): MeasurementMessage | undefined {
  const [first, ...later] = layers;
  const isPlain = (layer: Study['network']['layers'][number]): boolean =>
    layer.kind === 'dense' && !layer.residual && expertsOf(layer) === undefined;
  if (!first || !isPlain(first) || !activationOf(first).responds(form))
    return { code: 'form-first-layer', target, form, layer: first?.name ?? '' };
  const stranger = later.find((layer) => layer.kind !== 'norm' && !isPlain(layer));
  if (stranger) return { code: 'form-layer-not-plain', target, layer: stranger.name };
  const last = layers.at(-1);
  if (last?.kind === 'norm') return { code: 'norm-before-readout', layer: last.name };
  const [term, ...others] = terms.filter(({ coefficient }) => coefficient !== 0);
  if (!term || others.length > 0) return { code: 'form-several-components', target };
  if (term.degree > 1 && !later.some(isPlain)) return { code: 'form-without-later-layer', target };
  return undefined;
}
