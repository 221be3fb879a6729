import { isActivationName, type ActivationName } from '../../../theory/activations/index.js';
import { EngineFailedError } from '../../errors.js';
import { steepness } from '../../network/activations.js';
import { numericKindOf } from '../../network/kinds.js';
import { numericNetwork } from '../../network/network.js';
import type { ReadPart } from '../../network/readout.js';
import type { PlannedNetwork } from '../../plan.js';
import { webGpuLayers } from './kinds.js';

/**
 * Units on every position, phi(s W h / sqrt(features)) for their inputs h. Values are numbered: 0 are the inputs of the network, i + 1 what step i
 * makes.
 */
export interface UnitStep {
  /** Positions of one sample. */
  readonly positions: number;
  readonly features: number;
  readonly units: number;
  readonly activation: ActivationName;
  /** s / sqrt(features) */
  readonly scale: number;
  /** Where its weights W, [units][features], begin among those of the network. */
  readonly from: number;
  /** The number of the values that are added to what it makes: an identity around it. */
  readonly skip?: number;
}

/** A network as steps, one after the other, and its readout. */
export interface UnitStack {
  readonly steps: readonly UnitStep[];
  readonly reading: ReadPart;
  /** Weights of the steps; those of the readout follow. */
  readonly hidden: number;
}

/**
 * A planned network as steps of units.
 * @throws EngineFailedError for a layer that the engine does not know; the reason names it.
 */
export function stackOf(network: PlannedNetwork): UnitStack {
  for (const layer of network.layers) {
    if (webGpuLayers[layer.kind] !== 'handled')
      throw new EngineFailedError({ code: 'webgpu-layer', layer: layer.name, kind: layer.kind });
    if (layer.sizes['experts'] !== undefined)
      throw new EngineFailedError({ code: 'webgpu-experts', layer: layer.name });
  }
  const { layers, readout, hidden } = numericNetwork(network);
  const steps: UnitStep[] = [];
  let from = 0;
  for (const [index, planned] of network.layers.entries()) {
    const { input, parameters = 0 } = layers[index] ?? {};
    const units = numericKindOf(planned).units?.(planned);
    const { activation } = planned;
    if (!input || units === undefined || !isActivationName(activation))
      throw new RangeError(`layer ${planned.name} has no units`);
    const { positions, features } = input;
    const comesIn = steps.length;
    const leadsBack = parameters > units * features;
    steps.push({
      ...{ positions, features, units, activation, from },
      scale: steepness(planned) / Math.sqrt(features),
      ...(planned.residual && !leadsBack ? { skip: comesIn } : {}),
    });
    if (leadsBack) {
      steps.push({
        ...{ positions, features: units, units: features, activation: 'linear', from: from + units * features },
        ...{ scale: 1 / Math.sqrt(units), skip: comesIn },
      });
    }
    from += parameters;
  }
  return { steps, reading: readout.readPart, hidden: hidden.parameters };
}
