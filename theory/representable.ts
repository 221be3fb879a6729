import { t } from '@vscode/l10n';
import { activationOf, activations, type Parity } from './activations.js';
import { moveTable } from './solving/moves.js';
import type { NotRepresentable } from './prediction.js';
import type { Feature, Layer, Network, Target } from './study.js';
import { featureName, targetFeatures } from './target.js';

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
    message: message(network, missing),
    help: help(missing, suggestions, network),
    suggestions,
  };
}

function firstMissing(network: Network, target: Target): Feature | undefined {
  const { reachable } = moveTable(network, target);
  return targetFeatures(target).find((feature) => !reachable.has(feature));
}

function message(network: Network, missing: Feature): string {
  if (missing === 'attentive')
    return t`${network.name} has no attention layer that passes the attention feature to its readout`;
  if (stopping(network))
    return t`attention hands on nothing but the attention feature, so ${featureName(missing)} is not representable by ${network.name}`;
  const named = network.layers.filter((layer) => layer.activation !== undefined);
  if (named.length === 0)
    return t`no layer of ${network.name} makes products of features, so ${featureName(missing)} is not representable`;
  const activation = [...new Set(named.map((layer) => layer.activation))]
    .map((name) => activations.get(name ?? ''))
    .flatMap((a) => a ?? []);
  const reasons = activation.map(
    ({ name, parity, support }) => t`${name} ${parityWords(parity)}responds to ${support()} only`,
  );
  const depth = network.layers.length === 1 ? t('in one layer') : t`in ${network.layers.length} layers`;
  return t`${featureName(missing)} is not representable by ${network.name} ${depth}: ${reasons.join('; ')}`;
}

function parityWords(parity: Parity): string {
  if (parity === 'neither') return '';
  return parity === 'odd' ? t('is odd and ') : t('is even and ');
}

function help(missing: Feature, suggestions: NotRepresentable['suggestions'], network: Network): string {
  if (missing === 'attentive') return t('Add an attention layer, or choose a Hermite target.');
  const attention = stopping(network);
  if (attention)
    return t`Write residual before attention ${attention.name}: the query's own features then pass beside it.`;
  const first = suggestions[0];
  if (first) {
    const others = suggestions.filter((other) => other.layer === first.layer).map((other) => other.activation);
    const alternatives = [others.slice(0, -1).join(', '), others.slice(-1).join()].filter(Boolean);
    return t`Give ${first.layer} the activation ${alternatives.join(t(' or '))}.`;
  }
  const relu = network.layers.some((layer) => layer.activation && activationOf(layer).parity === 'neither');
  return relu
    ? t('Add another layer, whose products of features add their degrees.')
    : t('Choose a target of another degree, or add layers with relu.');
}

/** The attention layer without an identity around it, past which no degree comes. */
function stopping({ layers }: Network): Layer | undefined {
  return layers.find(({ kind, residual }) => kind === 'attention' && !residual);
}

function suggestionsFor(
  network: Network,
  target: Target,
  layer: Layer,
  index: number,
): { layer: string; activation: string }[] {
  if (layer.activation === undefined) return [];
  return [...activations.keys()]
    .filter((activation) => activation !== layer.activation)
    .filter((activation) => {
      const layers = network.layers.with(index, { ...layer, activation });
      return firstMissing({ ...network, layers }, target) === undefined;
    })
    .map((activation) => ({ layer: layer.name, activation }));
}
