import { AstUtils } from 'langium';
import * as ast from '../generated/ast.js';
import { Monomial, type ReferenceSizes } from '../../theory/monomial.js';
import type { Input } from '../../theory/study.js';
import { dataOf, type FileData } from '../data/data-files.js';
import { dataOptions } from '../data/options.js';

/** How the effective dimension of data is called in formulas, like a scale of its own. */
const effectiveDimension = 'd_eff';

/** Significant digits of what was measured: its error is larger than what others would tell. */
const digits = 3;

/** What the theory takes an input for: data of a file stand in the place of Gaussian ones. */
export function inputKind(input: ast.Input): Input['kind'] {
  return input.kind === 'data' ? 'gaussian' : input.kind;
}

/**
 * Gaussian data with the dimension of a file and the variance that it has along the label or the given direction, so that r_1 = d/s is the effective
 * dimension tr(C) / (w C w) (derived: the norm of w.x, of unit variance, in the kernel x.x' / tr C). Without either, and where no direction
 * can be told from the labels, the direction is one at random, along which data have their mean variance: r_1 = d.
 * @returns undefined while the file is being read, and when it cannot be used.
 */
export function lowerDataInput(input: ast.DataInput): Input | undefined {
  const outcome = dataOf(input);
  if (outcome.kind !== 'measured') return undefined;
  const dimension = Monomial.constant(outcome.data.dimension);
  const effective = measuredDimension(input);
  if (effective === undefined) return { kind: 'gaussian', dimension };
  const size = isTaken(input) ? Monomial.constant(effective) : Monomial.size(effectiveDimension);
  return { kind: 'gaussian', dimension, signal: dimension.over(size) };
}

/** The sizes that the data of a network bring along, with their values. */
export function dataSizes(network: ast.Network): ReferenceSizes {
  const input = network.parts.find(ast.isDataInput);
  const effective = input && !isTaken(input) ? measuredDimension(input) : undefined;
  return new Map(effective === undefined ? [] : [[effectiveDimension, effective]]);
}

/** The data of a file, with what names them. */
export interface NamedData {
  readonly path: string;
  readonly label: string | undefined;
  readonly direction: string | undefined;
  readonly data: FileData;
}

/** The data that a network learns from, once they are measured; undefined where it names no file. */
export function networkData(network: ast.Network): NamedData | undefined {
  const input = network.parts.find(ast.isDataInput);
  const outcome = input && dataOf(input);
  if (!input || outcome?.kind !== 'measured') return undefined;
  const { path = '' } = input;
  const { label, direction } = dataOptions(input);
  return { path, label, direction, data: outcome.data };
}

function measuredDimension(input: ast.DataInput): number | undefined {
  const outcome = dataOf(input);
  const along = outcome.kind === 'measured' ? outcome.data.along : undefined;
  return along && Number(Math.max(along.effectiveDimension, 1e-3).toPrecision(digits));
}

/** True when the file has a scale of that name: then formulas hold the number. */
function isTaken(input: ast.DataInput): boolean {
  const root = AstUtils.getDocument(input).parseResult.value;
  return ast.isDocument(root) && root.declarations.some((one) => ast.isScale(one) && one.name === effectiveDimension);
}
