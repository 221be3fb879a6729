import { activationNames, activationOf } from './activations/index.js';
import type { TheoryMessage } from './messages.js';
import { moveTable } from './solving/moves.js';
import type { NotRepresentable } from './prediction.js';
import type { Feature, Layer, Network, Target } from './study.js';
import { targetFeatures } from './target.js';

/**
 * Whether a network can represent a target at all: whether every degree of it can be in the last layer's kernel,
 * whatever the patterns (theory, "Readout").
 * @returns undefined when it can; otherwise which degree cannot, why, and what would help.
 */
export function representable(network: Network, target: Target): NotRepresentable | undefined {
  const missing = firstMissing(network, target);
  if (missing === undefined) return undefined;
  const suggestions = network.layers.flatMap((layer, index) => suggestionsFor(network, target, layer, index));
  return {
    degree: missing,
    obstacle: obstacleOf(network, missing),
    help: helpFor(missing, suggestions, network),
    suggestions,
  };
}

function firstMissing(network: Network, target: Target): Feature | undefined {
  const { reachable } = moveTable(network, target);
  return targetFeatures(target).find((feature) => !reachable.has(feature));
}

function obstacleOf({ name: network, layers }: Network, feature: Feature): TheoryMessage {
  if (feature === 'attentive') return { code: 'no-attention-layer', network };
  if (barrier(layers)) return { code: 'attention-passes-no-degree', network, feature };
  const names = layers.map(({ activation }) => activation).filter((name) => name !== undefined);
  if (names.length === 0) return { code: 'no-products', network, feature };
  return { code: 'degree-not-made', network, feature, activations: [...new Set(names)], layers: layers.length };
}

function helpFor(missing: Feature, suggestions: NotRepresentable['suggestions'], { layers }: Network): TheoryMessage {
  if (missing === 'attentive') return { code: 'add-attention' };
  const attention = barrier(layers);
  if (attention) return { code: 'make-attention-residual', layer: attention.name };
  const [first] = suggestions;
  if (first) {
    const { layer } = first;
    const others = suggestions.filter((other) => other.layer === layer);
    return { code: 'change-activation', layer, activations: others.map(({ activation }) => activation) };
  }
  const hasEveryDegree = layers.some((layer) => layer.activation && activationOf(layer).parity === 'neither');
  return { code: hasEveryDegree ? 'add-layer' : 'change-degree' };
}

/** The attention layer without an identity around it, past which no degree comes. */
function barrier(layers: readonly Layer[]): Layer | undefined {
  return layers.find(({ kind, residual }) => kind === 'attention' && !residual);
}

function suggestionsFor(
  network: Network,
  target: Target,
  layer: Layer,
  index: number,
): NotRepresentable['suggestions'] {
  if (layer.activation === undefined) return [];
  return activationNames
    .filter((activation) => activation !== layer.activation)
    .filter((activation) => {
      const layers = network.layers.with(index, { ...layer, activation });
      return firstMissing({ ...network, layers }, target) === undefined;
    })
    .map((activation) => ({ layer: layer.name, activation }));
}
