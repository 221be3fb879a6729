import type { Feature } from '../../theory/index.js';
import { valuesIn } from '../network/layer.js';
import { drawnNetwork, workOf } from './network.js';
import type { DrawnSetting } from './problem.js';
import { inputsFor } from './sample.js';
import { componentsOf, functionalsAlong } from './target.js';

/** Multiplications of computing U once on a draw of a setting, by which sizes are chosen. */
export function drawnWork(setting: DrawnSetting, features: readonly Feature[], inputs: number): number {
  const { network, target } = setting;
  const along = [false, true].flatMap((isScored) =>
    features.map((feature) => functionalsAlong(network, target, feature, isScored)),
  );
  const components = componentsOf(network, target).map(({ functional }) => functional);
  const directions = Math.max(1, ...along.map((one) => one.length));
  const drawn = drawnNetwork(network, { directions, isWhole: false, seed: 0 });
  const counted = [along.flat(), components, components].reduce((sum, own) => sum + inputsFor(own, inputs), 0);
  return workOf(drawn, counted) + counted * valuesIn(drawn.layers[0]?.numeric.input ?? drawn.readout.input);
}
