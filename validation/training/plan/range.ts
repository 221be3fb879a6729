import type { Pattern, Prediction, Study } from '../../../theory/index.js';
import { predict } from '../../../theory/index.js';
import { NotMeasurableError } from '../../errors.js';
import type { NumericNetwork } from '../../network/network.js';
import { numericNetwork } from '../../network/network.js';
import { numericAt } from '../../plan.js';

/** The study at one value of the swept size. */
export interface PlacedStudy {
  readonly value: number;
  readonly study: Study;
  /** What is predicted there. */
  readonly winner: Pattern;
  readonly network: NumericNetwork;
}

/** kappa E at a place: the heuristic's P*. */
export function sampleScale({ study, winner }: PlacedStudy): number {
  return study.ridge.value(study.reference) * winner.energy.value(study.reference);
}

/** Below these a network is too small to speak of scales. */
const fewestInputs = 8;
const fewestUnits = 4;
const largest = 4096;

/** The free sizes of a study's network and target. */
export function freeSizesOf({ network, target }: Study): string[] {
  const found = new Set<string>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if ('exponents' in part && part.exponents instanceof Map)
      for (const name of part.exponents.keys()) found.add(String(name));
    else for (const inner of Object.values(part)) visit(inner);
  };
  visit({ input: network.input, layers: network.layers, output: network.output, target });
  return [...found];
}

/**
 * The size to sweep: the one asked for, else one in which the energy moves, the input's first.
 * @throws NotMeasurableError when there is none.
 */
export function sweptSize(study: Study, { winner }: Prediction, asked?: string): string {
  const sizes = freeSizesOf(study);
  const moving = asked ?? sizes.find((name) => winner.energy.exponents.has(name));
  if (moving !== undefined && sizes.includes(moving)) return moving;
  throw new NotMeasurableError(
    asked === undefined
      ? `${study.name} has no size to sweep: its energy is ${winner.energy.toString()}. Give the input or a layer a free size (scale d = 64) instead of a number.`
      : `${study.name} has no free size ${asked} to sweep; it has ${sizes.join(', ') || 'none'}.`,
  );
}

/**
 * A study with another value of one size.
 * @throws NotMeasurableError when its network or its target is not known in numbers.
 */
export function placedStudy(study: Study, variable: string, value: number): PlacedStudy {
  const there = { ...study, reference: new Map([...study.reference, [variable, value]]) };
  try {
    if (study.target.kind === 'mixture')
      throw new RangeError('a target of several named directions is not known in numbers');
    const network = numericNetwork(numericAt(study.network, there.reference));
    return { value, study: there, winner: predict(there).winner, network };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new NotMeasurableError(`${study.name} cannot be trained here yet: ${error.message}.`);
  }
}

/** The values, about evenly spaced in logarithms, at which the study's network has a sensible size. */
export function sensibleValues(study: Study, variable: string): PlacedStudy[] {
  const values: PlacedStudy[] = [];
  for (let step = 0; Math.round(2 ** (step / 4)) <= largest; step++) {
    const value = Math.round(2 ** (step / 4));
    if (values.at(-1)?.value === value) continue;
    const there = placedStudy(study, variable, value);
    const { input, layers } = there.network;
    const narrowest = Math.min(...layers.slice(0, -1).map(({ output }) => output.positions * output.features));
    if (input.positions * input.features >= fewestInputs && narrowest >= fewestUnits) values.push(there);
    // Larger ones are never affordable.
    if (there.network.parameters > 1e7) break;
  }
  return values;
}
