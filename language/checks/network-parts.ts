import { t } from '@vscode/l10n';
import * as ast from '../generated/ast.js';
import { isWhole } from '../lowering/wholeness.js';
import type { DiagnosticCode } from '../problem.js';
import { check, type Finding } from './check.js';

const needsInput = 'arch-network-needs-input';
const needsLayer = 'arch-network-needs-layer';
const needsOutput = 'arch-network-needs-output';

/** A network is one input, at least one layer and one output, in this order. */
export const networkParts = check('Network', [needsInput, needsLayer, needsOutput], function* (network) {
  const { parts } = network;
  const inputs = parts.filter(ast.isInput);
  const outputs = parts.filter(ast.isOutput);
  if (network.name && isWhole(network)) {
    const { name } = network;
    const missing = (code: DiagnosticCode, message: string): Finding => ({
      node: network,
      property: 'name',
      code,
      message,
    });
    if (inputs.length === 0)
      yield missing(needsInput, t`The network ${name} has no input: begin it with input gaussian(d).`);
    if (!parts.some(ast.isLayer)) {
      yield missing(
        needsLayer,
        t`The network ${name} has no layer: add one, as in dense h1 (width: N, activation: erf).`,
      );
    }
    if (outputs.length === 0)
      yield missing(needsOutput, t`The network ${name} has no output: end it with output linear.`);
  }
  for (const node of inputs.slice(1)) {
    yield {
      node,
      code: needsInput,
      message: t('A network has one input, and there is one above: remove one of them.'),
    };
  }
  for (const node of outputs.slice(1)) {
    yield {
      node,
      code: needsOutput,
      message: t('A network has one output, and there is one above: remove one of them.'),
    };
  }
  const [input] = inputs;
  if (input && parts[0] !== input) {
    yield { node: input, code: needsInput, message: t('The input comes first: move it above the layers.') };
  }
  const output = outputs[0];
  if (output && parts.slice(parts.indexOf(output)).some(ast.isLayer)) {
    yield { node: output, code: needsOutput, message: t('The output comes last: move it below the layers.') };
  }
});
