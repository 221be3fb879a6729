import * as ast from '../generated/ast.js';
import { layerKinds, partsOf, type KindSyntax } from '../../theory/kinds/index.js';
import type { Monomial } from '../../theory/monomial.js';
import type { Input, Layer, Network, Output, Scores } from '../../theory/study.js';
import { isActivationName } from '../../theory/activations/index.js';
import { argumentsOf } from './arguments.js';
import { areExpertsWithin, isSignalWithin, isWholeUpTo, sizeArgument } from './bounds.js';
import { layerFits, outputFits } from './fit.js';
import { lowerDataInput } from './input.js';
import { once } from './once.js';
import { evaluateSize } from './scale.js';
import { allPresent, isComplete } from './completeness.js';

/** A network of the theory, or undefined while anything in it is broken, missing or does not fit. */
export const lowerNetwork = once(loweredNetwork);

function loweredNetwork(network: ast.Network): Network | undefined {
  if (!network.name || !isComplete(network)) return undefined;
  const [first, ...rest] = network.parts;
  const last = rest.pop();
  const hidden = rest.filter((part) => ast.isLayer(part));
  if (!ast.isInput(first) || !ast.isOutput(last) || hidden.length === 0 || hidden.length < rest.length)
    return undefined;
  const input = lowerInput(first);
  if (!input) return undefined;
  const layers = allPresent(hidden.map((layer) => lowerLayer(layer, input.kind)));
  const output = lowerOutput(last, input.kind);
  if (!layers || !output || new Set(layers.map(({ name }) => name)).size < layers.length) return undefined;
  return { name: network.name, input, layers: layers.flatMap(partsOf), output };
}

function lowerInput(input: ast.Input): Input | undefined {
  switch (input.$type) {
    case 'GaussianInput': {
      const dimension = size(input.dimension);
      const signal = size(input.signal);
      if (!dimension || (input.signal && !signal) || !isSignalWithin(input)) return undefined;
      return { kind: 'gaussian', dimension, ...(signal && { signal }) };
    }
    case 'DataInput':
      return lowerDataInput(input);
    case 'PatchesInput': {
      const count = size(input.count);
      const patch = size(input.size);
      return count && patch && { kind: 'patches', count, size: patch };
    }
    case 'TokensInput': {
      const length = size(input.length);
      const dimension = size(input.dimension);
      return length && dimension && { kind: 'tokens', length, dimension };
    }
  }
}

function lowerLayer(layer: ast.Layer, input: Input['kind']): Layer | undefined {
  const kind = layerKinds.get(layer.kind);
  if (!kind || !layer.name || !layerFits(kind, input)) return undefined;
  const residual = 'residual' in layer && layer.residual;
  if (residual && !kind.mayBeResidual) return undefined;
  const taken = new Set(argumentsOf(layer).map(({ name }) => name));
  const keys = new Set(layer.arguments.map(({ key }) => key));
  if (keys.size < layer.arguments.length || [...keys].some((key) => !taken.has(key))) return undefined;
  if (!areExpertsWithin(layer)) return undefined;
  const sizes = lowerSizes(layer, kind);
  const activation = kind.takesActivation ? layer.arguments.find(ast.isActivationArgument)?.activation : undefined;
  const written = layer.arguments.find(ast.isScoresArgument);
  const scores = kind.takesScores ? lowerScores(written) : undefined;
  if (!sizes || (kind.takesScores && !scores)) return undefined;
  if (kind.takesActivation && !isActivationName(activation)) return undefined;
  return {
    name: layer.name,
    kind: kind.kind,
    residual,
    sizes,
    ...(isActivationName(activation) && { activation }),
    ...(scores && { scores }),
  };
}

function lowerSizes(layer: ast.Layer, kind: KindSyntax): Record<string, Monomial> | undefined {
  const sizes: Record<string, Monomial> = {};
  for (const { name, isOptional, isNumber, integerUpTo } of kind.sizes) {
    const argument = sizeArgument(layer, name);
    if (!argument && isOptional) continue;
    const monomial = argument && size(argument.size);
    if (!monomial || (integerUpTo !== undefined && !isWholeUpTo(monomial, integerUpTo))) return undefined;
    if (isNumber && !monomial.isConstant) return undefined;
    sizes[name] = monomial;
  }
  return sizes;
}

/** The scores of attention; a full matrix a head when nothing is said. */
function lowerScores(argument: ast.ScoresArgument | undefined): Scores | undefined {
  if (!argument || argument.form === 'bilinear') return { form: 'bilinear' };
  const rank = size(argument.rank);
  return rank && { form: 'lowrank', rank };
}

function lowerOutput(output: ast.Output, input: Input['kind']): Output | undefined {
  if (!outputFits(output.kind, input)) return undefined;
  const variance = size(output.variance);
  if (output.variance && !variance) return undefined;
  return { kind: output.kind, scaling: output.scaling ?? 'standard', ...(variance && { variance }) };
}

function size(expression: ast.Expression | undefined): Monomial | undefined {
  return ast.isExpression(expression) ? evaluateSize(expression).monomial : undefined;
}
