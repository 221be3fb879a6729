import { t } from '@vscode/l10n';
import { learning } from '../../theory/learning.js';
import type { Predicted } from '../views/predicted.js';
import { learningView, type LearningView } from '../views/learning.js';
import { list, paragraphs, plain, table } from './text.js';

function viewOf({ written: { study, prediction } }: Predicted): LearningView {
  return learningView(learning(study, prediction), study.reference);
}

/** What is learned first: each component with its own P* and how its alignment grows below it, as Markdown. */
export function learnedFirst(predicted: Predicted): string {
  const { components, whole, first } = viewOf(predicted);
  const [only, ...others] = components;
  if (only && others.length === 0)
    return t`Below P\\* ${plain(only.law)}, where α is the alignment that P samples reach.`;
  const rows = components.map(({ name, samples, law }) => [name, samples.text, law].map(plain));
  return paragraphs(
    t`Predicted order of the components, with the alignment α that fewer samples reach:\n\n${table([t('component'), t('its own P\\*'), t('below it')], rows)}`,
    plain(first === undefined ? whole : `${first} ${whole}`),
  );
}

/** The same at length: where the law of a component changes, and what the rules are. */
export function learningCurves(predicted: Predicted): string {
  const { components } = viewOf(predicted);
  const changes = components.flatMap((one) => one.changes.map((text) => plain(`${one.name}: ${text}`)));
  return paragraphs(
    learnedFirst(predicted),
    changes.length > 0 && t`Farther below, scales again:\n\n${list(changes)}`,
    t(
      'With P samples the mean squared error is at least Σ c² (1 − α)², summed over the components of the target of unit norm.',
    ),
  );
}
