import type { Study } from '../../../theory/index.js';
import { isSpiked } from '../../../theory/input.js';
import { WrongCall } from '../../wrong-call.js';
import { expression, wholeExpression } from './size.js';

/** The data and the target of a study in Python: `inputs` draws samples, a `Target` gives their labels. */
export function dataCode(study: Study): string {
  return `${inputsCode(study)}


${helpers}


${targetCode(study)}`;
}

function inputsCode({ network: { input }, reference }: Study): string {
  const whole = (size: Parameters<typeof wholeExpression>[0]): string => wholeExpression(size, reference);
  if (isSpiked(input)) throw new WrongCall('Data with a signal are not exported to PyTorch.');
  const shape =
    input.kind === 'gaussian'
      ? whole(input.dimension)
      : input.kind === 'patches'
        ? `1, ${whole(input.count)} * ${whole(input.size)}`
        : `${whole(input.length)}, ${whole(input.dimension)}`;
  return `def inputs(samples):
    """Gaussian data of shape (samples, ${shape})."""
    return torch.randn(samples, ${shape})`;
}

function targetCode(study: Study): string {
  const { network, target, reference } = study;
  const { input } = network;
  const dimension = wholeExpression(input.kind === 'patches' ? input.size : input.dimension, reference);
  if (target.kind === 'attentive') {
    return `class Target:
    """y = (w.x_q) (2L)^(-1/2) sum over tokens b of He_2(w.x_b), of unit norm; the query x_q is the first token."""

    def __init__(self):
        self.w = directions(1, ${dimension})

    def __call__(self, x):
        z = (x @ self.w.T).squeeze(-1)
        return z[:, 0] * hermite(2, z).sum(1) / sqrt(z.shape[1])`;
  }
  if (target.kind === 'mixture') {
    throw new WrongCall(
      `${target.name}: a target of several directions or with attention in it is not exported to PyTorch.`,
    );
  }
  const norm = Math.hypot(...target.terms.map(({ coefficient }) => coefficient));
  const terms = target.terms.map(({ degree, coefficient }) => {
    const weight = Number((coefficient / norm).toPrecision(12));
    return `${weight === 1 ? '' : `${weight} * `}hermite(${degree}, z)`;
  });
  const count = wholeExpression(target.directions, reference);
  const about = target.directions.isOne ? 'one direction w' : `${expression(target.directions)} directions w`;
  const [project, sum] = projections(study);
  return `class Target:
    """A function of ${about}, of unit norm${input.kind === 'tokens' ? '; the query is the first token' : ''}."""

    def __init__(self):
        self.w = directions(${count}, ${dimension})${
          input.kind === 'patches' && network.output.kind === 'flatten'
            ? `
        self.patch_weights = nn.functional.normalize(torch.randn(${wholeExpression(input.count, reference)}), dim=0)`
            : ''
        }

    def __call__(self, x):
        z = ${project} @ self.w.T
        y = ${terms.length > 1 ? `(${terms.join(' + ')})` : terms.join('')}.sum(-1) / sqrt(len(self.w))
        return ${sum}`;
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
