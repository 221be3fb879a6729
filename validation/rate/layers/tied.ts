import type { Features } from './features.js';
import type { LayerContext, LayerOutcome, LayerState } from './layer.js';
import type { UnitLayer } from './stack.js';
import { stretch } from '../shared-terms.js';
import { throughLayer } from './layer.js';

/**
 * A layer that is applied several times with the same weights, each time to what it made before (docs/validation.md, "Recurrent layers").
 *
 * What its weights pay for once acts at every step as far as the feature lies where they expect it: the M units have their strength along
 * themselves, and `lean` is the strength of all others along the direction of what came in first, a spike u u^T. What widens the
 * variance of weights along the features, `gain`, is paid for at every step, where the features are new ones.
 */
export function throughTied(
  layer: UnitLayer,
  state: LayerState,
  incoming: Features,
  context: LayerContext,
): LayerOutcome {
  const { width: N, times } = layer;
  const { directions, last } = context;
  const turned = directions * state.units;
  const others = Math.max(N - turned, 0);
  const even = ({ linear }: { linear: number }): LayerState['turned'] => ({ linear, rest: linear });
  const { units, onUnits } = incoming.made;
  let onOwn = units > 0 ? onUnits * Math.sqrt(Math.min(units, state.units) / Math.max(units, state.units)) : 0;
  let onSpike = Math.sqrt(1 - onUnits ** 2);
  let outcome: LayerOutcome | undefined;
  for (let step = 0; step < times; step++) {
    const spiked = state.lean * onSpike;
    const now: LayerState = {
      ...state,
      strength: state.strength * onOwn,
      turned: even(state.turned),
      lean: 0,
      gain: state.gain + spiked ** 2,
      others: even(state.others),
    };
    const before = outcome?.features ?? incoming;
    outcome = throughLayer(layer, now, before, { ...context, last: last && step === times - 1 });
    onOwn = outcome.features.made.onUnits;
    onSpike = (Math.sqrt(1 - onOwn ** 2) * spiked) / Math.sqrt(now.gain);
  }
  if (!outcome) throw new RangeError('a layer is applied at least once');
  const across = N - directions;
  const cost =
    turned * ((state.strength ** 2 + across * stretch(state.turned.linear)) / 2) +
    (others * (directions * (state.lean ** 2 + times * stretch(state.gain)) + across * stretch(state.others.linear))) /
      2;
  return { ...outcome, cost };
}
