import { inputEigenvalues } from '../input.js';
import { movesOf, type Move } from '../kinds/index.js';
import type { Monomial } from '../monomial.js';
import type { Feature, Network, Target } from '../study.js';
import { directionsOf, formOf, trackedFeatures } from '../target.js';

/** A network's rules for one target, unfolded: what can happen in each layer. Independent of reference sizes. */
export interface MoveTable {
  readonly features: readonly Feature[];
  readonly input: ReadonlyMap<Feature, Monomial>;
  /** For each layer its moves. Layers alike, in a like place, share one array. */
  readonly layers: readonly (readonly Move[])[];
  /** The features that can be in the kernel of the last layer, whatever the patterns. */
  readonly reachable: ReadonlySet<Feature>;
}

/**
 * Unfolds the rules of every layer, each where it is.
 * @param whole the target of which `target` is a component: its degrees are tracked.
 */
export function moveTable(network: Network, target: Target, whole: Target = target): MoveTable {
  const features = trackedFeatures(whole, network.layers);
  const input = inputEigenvalues(network.input);
  const directions = directionsOf(target);
  const form = formOf(target);
  const cache = new Map<string, { readonly moves: readonly Move[]; readonly present: ReadonlySet<Feature> }>();
  let present: ReadonlySet<Feature> = new Set(features.filter((feature) => input.has(feature)));
  const layers = network.layers.map((layer) => {
    const sizes = Object.entries(layer.sizes).map(([name, size]) => `${name}=${size.toString()}`);
    const scores = layer.scores?.form === 'lowrank' ? layer.scores.rank.toString() : '';
    const key = [layer.kind, layer.activation, layer.residual, scores, ...sizes, ...present].join('|');
    let offer = cache.get(key);
    if (!offer) {
      const moves = movesOf(layer, { input: network.input, features, present, directions, ...(form && { form }) });
      cache.set(key, (offer = { moves, present: new Set(moves.flatMap(featuresAfter)) }));
    }
    present = offer.present;
    return offer.moves;
  });
  return { features, input, layers, reachable: present };
}

/** The features that a move leaves in the kernel. */
function featuresAfter({ outgoing, again }: Move): Feature[] {
  return [...(again?.at(-1)?.outgoing ?? outgoing)].filter(([, ways]) => ways.length > 0).map(([feature]) => feature);
}
