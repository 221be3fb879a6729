import { t } from '@vscode/l10n';
import { activations } from '../../theory/activations.js';
import { didYouMean, listed, suggestions } from '../suggestions.js';
import { check } from './check.js';

/** The theory knows an activation by the Hermite degrees that it contains. */
export const unknownActivation = check('ActivationArgument', ['arch-unknown-activation'], function* (argument) {
  const { activation } = argument;
  if (!activation || activations.has(activation)) return;
  const known = [...activations.keys()];
  const names = suggestions(activation, known);
  const advice = names.length > 0 ? didYouMean(names) : t` Use ${listed(known, 'or')}.`;
  yield {
    node: argument,
    property: 'activation',
    code: 'arch-unknown-activation',
    message: t`No activation is called ${activation}.${advice}`,
    data: { name: activation, suggestions: names.length > 0 ? names : known },
  };
});
