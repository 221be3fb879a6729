import type { HermiteTerm, Monomial, Study, Target } from '../../../theory/index.js';
import { isSpiked, seenByUnit } from '../../../theory/input.js';
import { namedDirections } from '../../../theory/target.js';
import type { TargetKindName, TargetOf } from '../../../theory/targets/index.js';
import { unnamedDirection } from '../../../theory/targets/component.js';
import { plainText } from './names.js';
import { expression, wholeExpression } from './size.js';

/** The data and the target of a study in Python: `inputs` draws samples, a `Target` gives their labels. */
export function dataCode(study: Study): string {
  return `${inputsCode(study)}


${helpers}


${targetCode(study)}`;
}

function inputsCode({ network: { input }, reference }: Study): string {
  const whole = (size: Monomial): string => wholeExpression(size, reference);
  if (input.kind === 'gaussian' && input.signal && isSpiked(input)) {
    const dimension = whole(input.dimension);
    return `def inputs(samples, target):
    """Gaussian data of shape (samples, ${dimension}): the variance of the signal along each direction of the target, 1 in the mean."""
    w, variance = target.w, ${expression(input.signal)}
    x = torch.randn(samples, ${dimension})
    rest = (${dimension} - len(w) * variance) / max(1, ${dimension} - len(w))
    return sqrt(max(0, rest)) * (x - x @ w.T @ w) + sqrt(variance) * (x @ w.T @ w)`;
  }
  const shape = shapeOf(input, whole);
  return `def inputs(samples, target):
    """Gaussian data of shape (samples, ${shape})."""
    return torch.randn(samples, ${shape})`;
}

/** The shape of one input, without the samples. */
function shapeOf(input: Study['network']['input'], whole: (size: Monomial) => string): string {
  switch (input.kind) {
    case 'gaussian':
      return whole(input.dimension);
    case 'patches':
      return `1, ${whole(input.count)} * ${whole(input.size)}`;
    case 'tokens':
      return `${whole(input.length)}, ${whole(input.dimension)}`;
  }
}

/** How each kind of target is written: a class `Target`. */
const targets: { readonly [Kind in TargetKindName]: (target: TargetOf<Kind>, study: Study) => string } = {
  hermite: hermiteCode,
  attentive: (_target, study) => `class Target:
    """y = (w.x_q) (2L)^(-1/2) sum over tokens b of He_2(w.x_b), of unit norm; the query x_q is the first token."""

    def __init__(self):
        self.w = directions(1, ${dimensionOf(study)})

    def __call__(self, x):
        z = (x @ self.w.T).squeeze(-1)
        return z[:, 0] * hermite(2, z).sum(1) / sqrt(z.shape[1])`,
  mixture: mixtureCode,
  hierarchical: hierarchicalCode,
};

function targetCode(study: Study): string {
  // Each entry takes the targets of its own kind: the mapped type sees to it.
  return (targets[study.target.kind] as (target: Target, study: Study) => string)(study.target, study);
}

/** How many numbers a direction has. */
function dimensionOf({ network, reference }: Study): string {
  return wholeExpression(seenByUnit(network.input), reference);
}

function hermiteCode(target: TargetOf<'hermite'>, study: Study): string {
  const { network, reference } = study;
  const { input } = network;
  const terms = weighted(target.terms, 'z');
  const count = wholeExpression(target.directions, reference);
  const about = target.directions.isOne ? 'one direction w' : `${expression(target.directions)} directions w`;
  const [project, sum] = projections(study);
  const scaled = ofUnitVariance(study);
  return `class Target:
    """A function of ${about}, of unit norm${input.kind === 'tokens' ? '; the query is the first token' : ''}."""

    def __init__(self):
        self.w = directions(${count}, ${dimensionOf(study)})${patchWeights(study)}

    def __call__(self, x):
        z = ${project} @ self.w.T${scaled}
        y = ${terms.length > 1 ? `(${terms.join(' + ')})` : terms.join('')}.sum(-1) / sqrt(len(self.w))
        return ${sum}`;
}

/** A function of a form: the sum over blocks of directions of their product, as in validation/network/form.ts. */
function hierarchicalCode({ form, terms }: TargetOf<'hierarchical'>, study: Study): string {
  const d = dimensionOf(study);
  return `class Target:
    """A function of p, a form of degree ${form} in all directions, of unit norm where p is Gaussian."""

    def __init__(self):
        self.w = directions(${d}, ${d})

    def __call__(self, x):
        blocks = len(self.w) // ${form}
        z = (x @ self.w.T)[:, : ${form} * blocks].view(len(x), blocks, ${form})
        p = z.prod(-1).sum(-1) / sqrt(blocks)
        return ${weighted(terms, 'p').join(' + ')}`;
}

/** `0.8 * hermite(3, z)` for each term, of unit norm together. */
function weighted(terms: readonly HermiteTerm[], of: string): string[] {
  const norm = Math.hypot(...terms.map(({ coefficient }) => coefficient));
  return terms.map(({ degree, coefficient }) => {
    const weight = Number((coefficient / norm).toPrecision(12));
    return `${weight === 1 ? '' : `${weight} * `}hermite(${degree}, ${of})`;
  });
}

/** A sum of products of Hermite polynomials along directions with names, and of the attention target. */
function mixtureCode(target: TargetOf<'mixture'>, study: Study): string {
  const { network } = study;
  const directions = namedDirections(target);
  const norm = Math.hypot(...target.terms.map(({ coefficient }) => coefficient));
  const terms = target.terms.map(({ component, coefficient }) => {
    const weight = `${Number((coefficient / norm).toPrecision(12))} * `;
    if (component.kind === 'attentive') {
      const own = `[..., ${directions.indexOf(unnamedDirection)}]`;
      return `${weight}z[:, 0]${own} * hermite(2, z${own}).sum(1) / sqrt(z.shape[1])`;
    }
    const at = network.input.kind === 'tokens' ? 'z[:, 0]' : 'z';
    return (
      weight +
      component.factors
        .map(({ direction, degree }) => `hermite(${degree}, ${at}[..., ${directions.indexOf(direction)}])`)
        .join(' * ')
    );
  });
  const [project, sum] = projections(study);
  const isTokens = network.input.kind === 'tokens';
  return `class Target:
    """A function of the directions ${plainText(directions.join(', '))}, of unit norm${isTokens ? '; the query is the first token' : ''}."""

    def __init__(self):
        self.w = directions(${directions.length}, ${dimensionOf(study)})${patchWeights(study)}

    def __call__(self, x):
        z = ${isTokens ? 'x' : project} @ self.w.T${ofUnitVariance({ network })}
        y = (
            ${terms.join('\n            + ')}
        )
        return ${sum}`;
}

/** Hermite polynomials take numbers of unit variance. */
function ofUnitVariance({ network: { input } }: Pick<Study, 'network'>): string {
  return input.kind === 'gaussian' && input.signal && isSpiked(input) ? ` / sqrt(${expression(input.signal)})` : '';
}

/** The weights with which the patches stand in a target that a flattening readout learns. */
function patchWeights({ network: { input, output }, reference }: Study): string {
  if (input.kind !== 'patches' || output.kind !== 'flatten') return '';
  return `
        self.patch_weights = nn.functional.normalize(torch.randn(${wholeExpression(input.count, reference)}), dim=0)`;
}

/** What the directions are held against, and how the values of the patches become one. */
function projections({ network: { input, output }, reference }: Study): readonly [project: string, sum: string] {
  if (input.kind === 'gaussian') return ['x', 'y'];
  if (input.kind === 'tokens') return ['x[:, 0]', 'y'];
  const [count, size] = [wholeExpression(input.count, reference), wholeExpression(input.size, reference)];
  return [
    `x.view(len(x), ${count}, ${size})`,
    output.kind === 'flatten' ? 'y @ self.patch_weights' : `y.sum(-1) / sqrt(${count})`,
  ];
}

const helpers = `def hermite(degree, z):
    """The Hermite polynomial He_degree, scaled to unit norm."""
    before, now = torch.zeros_like(z), torch.ones_like(z)
    for n in range(degree):
        before, now = now, (z * now - sqrt(n) * before) / sqrt(n + 1)
    return now


def directions(count, dimension):
    """Orthonormal directions of shape (count, dimension)."""
    return torch.linalg.qr(torch.randn(dimension, count))[0].T.contiguous()`;
