import { t } from '@vscode/l10n';
import { isSpiked } from './input.js';
import { spreadOf } from './kinds/experts.js';
import type { DerivationStep, LayerPattern, Pattern } from './prediction.js';
import { ruleOf, type RuleName } from './rules.js';
import type { Layer, Study } from './study.js';
import { featureName, inverseEigenvalueName, namedDirections, targetComponents } from './target.js';
import { hasOwnVariance, readoutVariance } from './variances.js';

const symbols = { M: 'M', D: 'D', beta: 'β' } as const;
const patternRules: Record<LayerPattern['pattern'], RuleName> = {
  lazy: 'claim-ii',
  gfl: 'gfl',
  specialization: 'claim-i',
  magnetization: 'magnetization',
};

/**
 * A prediction step by step: the data, each layer with the rule it used, the readout, the balance of the terms, P*.
 * Formulas are in Unicode; a factor of order 1 is left out throughout.
 */
export function derivation(study: Study, pattern: Pattern): DerivationStep[] {
  const first = pattern.layers[0];
  return [
    {
      title: t`data: ${study.network.input.kind}`,
      formulas: first ? eigenvalues(first.incoming) : [],
      rule: ruleOf(isSpiked(study.network.input) ? 'spiked-data' : 'variational-energy'),
    },
    ...directionsStep(study),
    ...pattern.layers.map((layer) => layerStep(study, layer)),
    readoutStep(study, pattern),
    balanceStep(pattern),
    {
      title: t('samples'),
      formulas: [`P* = κ E = ${study.ridge.times(pattern.energy).toUnicode()}`],
      rule: ruleOf('sample-bound'),
    },
  ];
}

/** What a target of several directions is as features; nothing for one direction. */
function directionsStep({ target }: Study): DerivationStep[] {
  const names = namedDirections(target);
  if (names.length < 2) return [];
  return [
    {
      title: t`target: directions ${names.join(', ')}`,
      formulas: targetComponents(target).map(({ name, feature }) => t`${name}: degree ${feature} in all`),
      rule: ruleOf('several-directions'),
    },
  ];
}

function layerStep({ network }: Study, layer: LayerPattern): DerivationStep {
  const own = network.layers.find(({ name }) => name === layer.layer);
  const attends = own?.kind === 'attention';
  const on =
    layer.degree !== undefined
      ? t` on ${featureName(layer.degree)}`
      : layer.parameter && attends
        ? t(' of the scores')
        : '';
  return {
    title: `${layer.layer}: ${layer.pattern}${on}`,
    formulas: [...spending(layer), ...(own ? setting(own) : []), ...eigenvalues(layer.outgoing)],
    rule: ruleOf(ruleFor(layer, own)),
  };
}

function ruleFor(layer: LayerPattern, own: Layer | undefined): RuleName {
  if (own?.kind === 'norm') return 'norm';
  if (own?.kind === 'attention' && layer.pattern === 'lazy') return 'attention';
  if (own && repeats(own)) return 'recurrent';
  return composes(layer) ? 'claim-iii' : patternRules[layer.pattern];
}

/** What sets a layer apart from a plain one. */
function setting(layer: Layer): string[] {
  const spread = spreadOf(layer);
  return [
    ...(spread.isOne ? [] : [t`every r is X/A = ${spread.toUnicode()} times that of one layer of all units`]),
    ...(repeats(layer) ? [t`applied T = ${layer.sizes['steps']?.toUnicode() ?? ''} times with one parameter`] : []),
    ...(hasOwnVariance(layer) ? [t('the variance of its weights changes prefactors alone')] : []),
  ];
}

function repeats({ kind, sizes }: Layer): boolean {
  return kind === 'recurrent' && sizes['steps']?.isOne === false;
}

/** A lazy layer that makes a degree that did not come in multiplies features. */
function composes(layer: LayerPattern): boolean {
  if (layer.pattern !== 'lazy') return false;
  return [...layer.outgoing].some(
    ([feature, value]) => value !== undefined && layer.incoming.get(feature) === undefined,
  );
}

function spending({ parameter, cost }: LayerPattern): string[] {
  if (!parameter || !cost) return ['Δ = 0'];
  const held = parameter.bound ? boundText(parameter.bound) : '';
  return [`${symbols[parameter.name]} ~ ${parameter.size.toUnicode()}${held}`, `Δ = ${cost.toUnicode()}`];
}

function boundText(bound: 'lower' | 'upper'): string {
  return bound === 'lower' ? t(', held at its lower bound') : t(', held at its upper bound');
}

function eigenvalues(table: LayerPattern['outgoing']): string[] {
  return [...table].map(([feature, value]) => `${inverseEigenvalueName(feature)} = ${value ? value.toUnicode() : '∞'}`);
}

function readoutStep(study: Study, pattern: Pattern): DerivationStep {
  const chi = study.network.output.scaling === 'meanfield' ? t(', χ = the last width') : '';
  const variance = readoutVariance(study.network.output);
  const varied = variance.isOne ? '' : t`, over the variance v = ${variance.toUnicode()}`;
  return {
    title: t`output: ${study.network.output.kind}`,
    formulas: [`a_y = ${pattern.readout.toUnicode()}${chi}${varied}`],
    rule: ruleOf(variance.isOne ? 'readout' : 'readout-variance'),
  };
}

function balanceStep(pattern: Pattern): DerivationStep {
  const terms: string[] = [];
  const term = (name: string, weight: number): void => {
    if (weight > 0) terms.push(weight === 1 ? name : `${name}^(${fraction(weight)})`);
  };
  term('a_y', pattern.readoutWeight);
  for (const layer of pattern.layers) term(`Δ(${layer.layer})`, layer.weight);
  return {
    title: t('balance'),
    formulas: [`E = ${terms.join(' · ')}`, `E = ${pattern.energy.toUnicode()}`],
    rule: ruleOf('variational-energy'),
  };
}

function fraction(weight: number): string {
  for (let denominator = 1; denominator <= 2000; denominator++) {
    const numerator = weight * denominator;
    if (Math.abs(numerator - Math.round(numerator)) < 1e-9) return `${Math.round(numerator)}/${denominator}`;
  }
  return weight.toPrecision(3);
}
