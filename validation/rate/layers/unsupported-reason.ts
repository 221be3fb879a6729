import type { Layer, Monomial, Study } from '../../../theory/index.js';
import { expertsOf, unitsOf } from '../../../theory/kinds/experts.js';

/** What stands in the way of measuring layers of units with a target along directions of its own, in words. */
export function hindranceOfUnits({ network, target }: Pick<Study, 'network' | 'target'>): string | undefined {
  if (target.kind !== 'hermite') return `${target.name} is not a sum of Hermite components along one kind of direction`;
  const { input, layers } = network;
  if (input.kind === 'tokens') return `its input is tokens, and ${target.name} is not the attentive target`;
  const fitting = input.kind === 'patches' ? ['conv', 'norm'] : ['dense', 'norm', 'recurrent'];
  const stranger = layers.find(({ kind }) => !fitting.includes(kind));
  if (stranger) return `${stranger.name} is a layer of kind ${stranger.kind}`;
  const last = layers.at(-1);
  if (last?.kind === 'norm')
    return `${last.name} is a norm before the readout, which is no change of scale for it alone`;
  const why = hindranceOfWidths(layers) ?? hindranceOfExperts(layers);
  if (why !== undefined) return why;
  if (input.kind === 'patches' && !target.directions.isOne) return `${target.name} has several directions on patches`;
  const [term] = target.terms.filter(({ coefficient }) => coefficient !== 0);
  if (!term || term.degree < 1) return `${target.name} is a constant`;
  return undefined;
}

function hindranceOfWidths(layers: readonly Layer[]): string | undefined {
  let before: Monomial | undefined;
  for (const layer of layers) {
    if (layer.kind === 'norm') continue;
    const width = layer.sizes['channels'] ?? unitsOf(layer);
    if (layer.residual && !before) return `an identity skips ${layer.name}, and the raw data have another width`;
    if (layer.residual && before?.toString() !== width.toString()) {
      return `an identity skips ${layer.name}, which is not as wide as what comes in`;
    }
    before = width;
  }
  return undefined;
}

function hindranceOfExperts(layers: readonly Layer[]): string | undefined {
  const experts = layers.findIndex((layer) => expertsOf(layer) !== undefined);
  const mixture = layers[experts];
  if (mixture?.residual) return `an identity skips the experts of ${mixture.name}`;
  if (mixture && experts < layers.length - 1) {
    return `another layer follows the experts of ${mixture.name}, and sees another feature on the inputs of each`;
  }
  return undefined;
}
