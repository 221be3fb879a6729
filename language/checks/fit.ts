import { t } from '@vscode/l10n';
import * as ast from '../generated/ast.js';
import { layerKinds } from '../../theory/kinds/index.js';
import { layerFits, outputFits, outputsFor } from '../lowering/fit.js';
import { inputKind } from '../lowering/input.js';
import { listed } from '../suggestions.js';
import { check } from './check.js';

/** A layer must be able to stand on the network's input. */
export const layerFitsInput = check('Layer', ['arch-layer-does-not-fit-input'], function* (layer) {
  const kind = layerKinds.get(layer.kind);
  const input = layer.$container.parts.find(ast.isInput);
  if (!kind || !input?.kind || layerFits(kind, inputKind(input))) return;
  const inputs = listed(kind.accepts, 'or');
  const fitting = [...layerKinds.values()]
    .filter((other) => layerFits(other, inputKind(input)))
    .map((other) => other.kind);
  yield {
    node: layer,
    property: 'kind',
    code: 'arch-layer-does-not-fit-input',
    message: t`${layer.kind} needs input ${inputs}; on input ${input.kind} use ${listed(fitting, 'or')}.`,
    data: { inputs: kind.accepts, suggestions: fitting },
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
    message: t`output ${output.kind} does not go with input ${input.kind}: use ${listed(fitting, 'or')}.`,
    data: { suggestions: fitting },
  };
});
