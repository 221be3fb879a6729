import { t } from '@vscode/l10n';
import { expertsLeftOut } from './experts-left-out.js';
import { contradictedGain, stackedGain } from './repeated-gain.js';
import type { Pattern } from './prediction.js';
import type { Study } from './study.js';

/** What a prediction leaves out, and what to be wary of, in sentences for the user. */
export function omissions(study: Study, patterns: readonly Pattern[], complete: boolean, bounded: boolean): string[] {
  const [winner] = patterns;
  const competing = patterns.filter((pattern) => pattern.competing).map((pattern) => pattern.name);
  const sentences = [
    t('Scales only: prefactors, of order 1 to 10, are not known.'),
    t('P* is necessary, not sufficient: it says what the data allow at equilibrium, not what an algorithm finds.'),
  ];
  if (competing.length > 0) {
    const shown = study.network.layers.length > 4 ? 0 : 4;
    const named = competing.slice(0, shown).join('; ');
    const more = competing.length - shown;
    const listed = shown === 0 ? patternCount(competing.length) : more > 0 ? t`${named}; and ${more} more` : named;
    sentences.push(t`Within a factor 2 of the winner: ${listed}. The heuristic alone cannot decide between them.`);
  }
  const single = winner?.layers.find((layer) => layer.parameter?.bound === 'lower');
  if (single)
    sentences.push(
      t`${single.layer} can spend no less than ${single.parameter?.name ?? ''} = 1, which sets the energy.`,
    );
  for (const { name, kind, sizes } of study.network.layers) {
    if (kind === 'dense' && sizes['experts'])
      sentences.push(t`The experts of ${name} are chosen at random and stay: a router that learns is not modelled.`);
  }
  if (winner) {
    for (const { sentence } of expertsLeftOut(study, winner)) sentences.push(sentenceCase(sentence));
    sentences.push(
      ...[contradictedGain(study, winner), stackedGain(study, winner)?.sentence].filter((one) => one !== undefined),
    );
  }
  const { target } = study;
  if (target.kind !== 'attentive' && target.beyond !== undefined)
    sentences.push(t`Components of ${target.name} above degree ${target.beyond} are left out.`);
  if (study.network.output.scaling === 'meanfield') {
    sentences.push(t('Mean-field scaling: as the ridge goes to 0 with χ > 1 the bound becomes vacuous.'));
  }
  if (winner?.provenance.some((rule) => rule.status === 'conjecture')) {
    sentences.push(t('It rests on a conjecture: see the marks of the rules.'));
  }
  if (!complete) {
    sentences.push(
      t('The network is too deep to list every pattern: the winner is the best of all, the list holds its neighbours.'),
    );
  }
  if (!bounded)
    sentences.push(t('Boundaries and crossings are not computed for a network this deep or a target of this degree.'));
  return sentences;
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function patternCount(count: number): string {
  return count === 1 ? t('one other pattern') : t`${count} other patterns`;
}
