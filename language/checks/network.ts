import { activations } from '../../theory/activations/index.js';
import { layerKinds } from '../../theory/kinds/index.js';
import { dataOf } from '../data/data-files.js';
import { noDirection } from '../data/no-direction.js';
import * as ast from '../generated/ast.js';
import { argumentsOf } from '../lowering/arguments.js';
import { areExpertsWithin, isSignalWithin, isWholeUpTo, sizeArgument } from '../lowering/bounds.js';
import { isComplete } from '../lowering/completeness.js';
import { layerFits, outputFits, outputsFor } from '../lowering/fit.js';
import { inputKind } from '../lowering/input.js';
import { evaluateSize } from '../lowering/scale.js';
import type { LanguageMessage } from '../messages.js';
import type { DiagnosticCode } from '../problem.js';
import { suggestions } from '../suggestions.js';
import { check, type Finding } from './check.js';
import { givenTwice } from './given-twice.js';

const needsInput = 'arch-network-needs-input';
const needsLayer = 'arch-network-needs-layer';
const needsOutput = 'arch-network-needs-output';

/** A network is one input, at least one layer and one output, in this order. */
export const networkParts = check('Network', [needsInput, needsLayer, needsOutput], function* (node) {
  const { parts, name: network } = node;
  const inputs = parts.filter(ast.isInput);
  const outputs = parts.filter(ast.isOutput);
  if (network && isComplete(node)) {
    const missing = (code: DiagnosticCode, message: LanguageMessage): Finding => ({
      node,
      property: 'name',
      code,
      message,
    });
    if (inputs.length === 0) yield missing(needsInput, { code: 'network-without-input', network });
    if (!parts.some(ast.isLayer)) yield missing(needsLayer, { code: 'network-without-layer', network });
    if (outputs.length === 0) yield missing(needsOutput, { code: 'network-without-output', network });
  }
  for (const second of inputs.slice(1)) yield { node: second, code: needsInput, message: { code: 'second-input' } };
  for (const second of outputs.slice(1)) yield { node: second, code: needsOutput, message: { code: 'second-output' } };
  const [input] = inputs;
  if (input && parts[0] !== input) yield { node: input, code: needsInput, message: { code: 'input-not-first' } };
  const [output] = outputs;
  if (output && parts.slice(parts.indexOf(output)).some(ast.isLayer))
    yield { node: output, code: needsOutput, message: { code: 'output-not-last' } };
});

/** A data file must be there and hold rows of numbers, and that of a direction one for each column. */
export const dataUsable = check('DataInput', ['arch-data-unusable'], function* (input) {
  if (input.path === undefined) return;
  const outcome = dataOf(input);
  if (outcome.kind !== 'unusable') return;
  const { of, reason } = outcome;
  const given = input.options.find(ast.isDirectionOption);
  if (of === 'direction' && given) {
    const message: LanguageMessage = { code: 'data-unusable', path: given.direction, reason };
    yield { node: given, property: 'direction', code: 'arch-data-unusable', message };
    return;
  }
  const message: LanguageMessage = { code: 'data-unusable', path: input.path, reason };
  yield { node: input, property: 'path', code: 'arch-data-unusable', message };
});

/** The labels of a data file must tell a direction; else the theory takes one at random. */
export const dataDirection = check('DataInput', ['arch-data-without-direction'], function* (input) {
  const outcome = dataOf(input);
  if (outcome.kind !== 'measured') return;
  const { along, dimension } = outcome.data;
  const reason: LanguageMessage | undefined =
    noDirection(outcome.data) ?? (along ? undefined : { code: 'label-not-given' });
  if (!reason) return;
  const message: LanguageMessage = { code: 'data-without-direction', path: input.path ?? '', dimension, reason };
  const at = { code: 'arch-data-without-direction', severity: 'warning', message } as const;
  const label = input.options.find(ast.isLabelOption);
  yield label ? { ...at, node: label, property: 'label' } : { ...at, node: input, property: 'path' };
});

/** An option of a data file that is there already. */
export const duplicateDataOption = check('DataInput', ['arch-duplicate-argument'], ({ options }) =>
  givenTwice(options, 'arch-duplicate-argument'),
);

/** The variance along the target is between that of all directions, 1, and all that there is, d. */
export const signal = check('GaussianInput', ['arch-signal-out-of-range'], function* (input) {
  if (!input.signal || isSignalWithin(input)) return;
  const message: LanguageMessage = { code: 'signal-out-of-range' };
  yield { node: input, property: 'signal', code: 'arch-signal-out-of-range', message };
});

/** A layer must be able to stand on the network's input. */
export const layerFitsInput = check('Layer', ['arch-layer-does-not-fit-input'], function* (layer) {
  const kind = layerKinds.get(layer.kind);
  const input = layer.$container.parts.find(ast.isInput);
  if (!kind || !input?.kind || layerFits(kind, inputKind(input))) return;
  const { accepts } = kind;
  const fitting = [...layerKinds.values()]
    .filter((other) => layerFits(other, inputKind(input)))
    .map((other) => other.kind);
  yield {
    node: layer,
    property: 'kind',
    code: 'arch-layer-does-not-fit-input',
    message: { code: 'layer-off-input', kind: layer.kind, accepts, input: input.kind, fitting },
    data: { inputs: accepts, suggestions: fitting },
  };
});

/** The readout must suit the network's input: patches are flattened, averaged or summed, the others are read directly. */
export const outputFitsInput = check('Output', ['arch-output-does-not-fit'], function* (output) {
  const input = output.$container.parts.find(ast.isInput);
  if (!input?.kind || !output.kind || outputFits(output.kind, inputKind(input))) return;
  const fitting = outputsFor[inputKind(input)];
  yield {
    node: output,
    property: 'kind',
    code: 'arch-output-does-not-fit',
    message: { code: 'output-off-input', output: output.kind, input: input.kind, fitting },
    data: { suggestions: fitting },
  };
});

/** A layer needs all that its kind says. */
export const missingArgument = check('Layer', ['arch-missing-argument'], function* (layer) {
  const lacking = argumentsOf(layer).filter(({ name, required }) => required && !has(layer, name));
  if (lacking.length === 0 || !layer.name || !isComplete(layer.$container)) return;
  const missing = lacking.map(({ name }) => name);
  const examples = lacking.map(({ example }) => example);
  yield {
    node: layer,
    property: 'name',
    code: 'arch-missing-argument',
    message: { code: 'arguments-missing', layer: layer.name, missing, examples },
    data: { missing, insert: examples },
  };
});

/** An argument that a kind of layer does not have. */
export const unknownArgument = check('LayerArgument', ['arch-unknown-argument'], function* (argument) {
  const { key, $container: layer } = argument;
  const taken = argumentsOf(layer).map(({ name }) => name);
  if (!key || !layerKinds.has(layer.kind) || taken.includes(key)) return;
  const free = taken.filter((name) => !has(layer, name));
  const names = suggestions(key, taken);
  const [size] = sizesOf(layer).filter((name) => free.includes(name));
  const meant = names.length > 0 ? names : isSizeKey(key) && size ? [size] : [];
  yield {
    node: argument,
    property: 'key',
    code: 'arch-unknown-argument',
    message: { code: 'argument-unknown', kind: layer.kind, argument: key, taken, suggestions: meant },
    data: { name: key, suggestions: meant.length > 0 ? meant : free },
  };
});

/** An argument that is there already. */
export const duplicateArgument = check('Layer', ['arch-duplicate-argument'], (layer) =>
  givenTwice(layer.arguments, 'arch-duplicate-argument'),
);

/** The theory knows an activation by the Hermite degrees that it contains. */
export const unknownActivation = check('ActivationArgument', ['arch-unknown-activation'], function* (argument) {
  const { activation: name } = argument;
  if (!name || activations.has(name)) return;
  const known = [...activations.keys()];
  const names = suggestions(name, known);
  yield {
    node: argument,
    property: 'activation',
    code: 'arch-unknown-activation',
    message: { code: 'activation-unknown', name, activations: known, suggestions: names },
    data: { name, suggestions: names.length > 0 ? names : known },
  };
});

/** An input sees some of the experts, at most all. */
export const activeExperts = check('Layer', ['arch-active-past-experts', 'arch-missing-argument'], function* (layer) {
  const active = sizeArgument(layer, 'active');
  if (!active || areExpertsWithin(layer)) return;
  if (!sizeArgument(layer, 'experts')) {
    const message: LanguageMessage = { code: 'active-without-experts', layer: layer.name };
    yield { node: active, property: 'key', code: 'arch-missing-argument', message };
    return;
  }
  const message: LanguageMessage = { code: 'active-past-experts', layer: layer.name };
  yield { node: active, property: 'size', code: 'arch-active-past-experts', message };
});

/** What counts repetitions is a whole number: exponents depend on it, so that it can be no size. */
export const wholeNumber = check('SizeArgument', ['arch-not-a-whole-number'], function* (argument) {
  const bound = sizeOf(argument)?.integerUpTo;
  const monomial = ast.isExpression(argument.size) ? evaluateSize(argument.size).monomial : undefined;
  if (bound === undefined || !monomial || isWholeUpTo(monomial, bound)) return;
  const message: LanguageMessage = { code: 'argument-not-whole', argument: argument.key, bound };
  yield { node: argument, property: 'size', code: 'arch-not-a-whole-number', message, data: { suggestions: ['8'] } };
});

/** The variance of a layer's weights is a number: how one that grows with the sizes would act, no rule says. */
export const plainNumber = check('SizeArgument', ['arch-variance-not-a-number'], function* (argument) {
  const monomial = ast.isExpression(argument.size) ? evaluateSize(argument.size).monomial : undefined;
  if (!sizeOf(argument)?.isNumber || !monomial || monomial.isConstant) return;
  const message: LanguageMessage = { code: 'variance-with-sizes' };
  yield { node: argument, property: 'size', code: 'arch-variance-not-a-number', message };
});

/** What the kind of a layer says of one of its sizes. */
function sizeOf({ key, $container: layer }: ast.SizeArgument) {
  return layerKinds.get(layer.kind)?.sizes.find(({ name }) => name === key);
}

function has(layer: ast.Layer, key: string): boolean {
  return layer.arguments.some((argument) => argument.key === key);
}

function sizesOf(layer: ast.Layer): string[] {
  return argumentsOf(layer).flatMap(({ name, isSize, required }) => (isSize && required ? [name] : []));
}

/** The words for sizes that other kinds of layer use: whoever wrote one meant this layer's size. */
function isSizeKey(key: string): boolean {
  return key === 'width' || key === 'channels' || key === 'heads';
}
