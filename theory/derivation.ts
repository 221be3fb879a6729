import { formDegreeOf, isFormFeature } from './features.js';
import { isSpiked } from './input.js';
import { spreadOf } from './kinds/experts.js';
import type { DerivationStep, LayerPattern, Pattern, StepFormula } from './prediction.js';
import { ruleOf, type RuleName } from './rules.js';
import type { Layer, Study } from './study.js';
import { formOf, namedDirections, targetComponents } from './target.js';
import { hasOwnVariance, readoutVariance } from './variances.js';

const patternRules: Record<LayerPattern['pattern'], RuleName> = {
  lazy: 'claim-ii',
  gfl: 'gfl',
  specialization: 'claim-i',
  magnetization: 'magnetization',
};

/**
 * A prediction step by step: the data, each layer with the rule it used, the readout, the balance of the terms, P*.
 * @returns data; their words and formulas are made in present/derivation.ts.
 */
export function derivation(study: Study, pattern: Pattern): DerivationStep[] {
  const { input } = study.network;
  const first = pattern.layers[0];
  return [
    {
      subject: { step: 'data', input: input.kind },
      formulas: first ? eigenvalues(first.incoming) : [],
      rule: ruleOf(isSpiked(input) ? 'spiked-data' : 'variational-energy'),
    },
    ...directionsStep(study),
    ...formStep(study),
    ...pattern.layers.map((layer) => layerStep(study, layer)),
    readoutStep(study, pattern),
    balanceStep(pattern),
    {
      subject: { step: 'samples' },
      formulas: [{ formula: 'samples', samples: study.ridge.times(pattern.energy) }],
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
      subject: { step: 'directions', names },
      formulas: targetComponents(target).map(({ name, feature }) => ({ formula: 'component', name, feature })),
      rule: ruleOf('several-directions'),
    },
  ];
}

/** As what degrees the components of a hierarchical target are made where no layer acts on its form; nothing for other targets. */
function formStep({ target }: Study): DerivationStep[] {
  const form = formOf(target);
  if (form === undefined) return [];
  const formulas = targetComponents(target).flatMap(({ name, feature }) =>
    isFormFeature(feature) ? [{ formula: 'component', name, feature: form * formDegreeOf(feature) } as const] : [],
  );
  return [{ subject: { step: 'form', degree: form }, formulas, rule: ruleOf('hierarchical') }];
}

function layerStep({ network }: Study, layer: LayerPattern): DerivationStep {
  const own = network.layers.find(({ name }) => name === layer.layer);
  const on = layer.degree ?? (layer.parameter && own?.kind === 'attention' ? 'scores' : undefined);
  return {
    subject: { step: 'layer', layer: layer.layer, pattern: layer.pattern, ...(on !== undefined && { on }) },
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
function setting(layer: Layer): StepFormula[] {
  const factor = spreadOf(layer);
  const steps = repeats(layer) ? layer.sizes['steps'] : undefined;
  return [
    ...(factor.isOne ? [] : [{ formula: 'experts', factor } as const]),
    ...(steps ? [{ formula: 'steps', steps } as const] : []),
    ...(hasOwnVariance(layer) ? [{ formula: 'weight-variance' } as const] : []),
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

function spending({ parameter, cost, length }: LayerPattern): StepFormula[] {
  if (!parameter || !cost) return [{ formula: 'cost', cost: undefined }];
  return [
    { formula: 'parameter', ...parameter, ...(length && { length }) },
    { formula: 'cost', cost },
  ];
}

function eigenvalues(table: LayerPattern['outgoing']): StepFormula[] {
  return [...table].map(([feature, value]) => ({ formula: 'eigenvalue', feature, value }));
}

function readoutStep({ network: { output } }: Study, { readout }: Pattern): DerivationStep {
  const variance = readoutVariance(output);
  return {
    subject: { step: 'readout', output: output.kind },
    formulas: [
      {
        formula: 'readout',
        cost: readout,
        isMeanField: output.scaling === 'meanfield',
        variance: variance.isOne ? undefined : variance,
      },
    ],
    rule: ruleOf(variance.isOne ? 'readout' : 'readout-variance'),
  };
}

function balanceStep({ layers, readoutWeight, energy }: Pattern): DerivationStep {
  const terms = [{ weight: readoutWeight }, ...layers.map(({ layer, weight }) => ({ layer, weight }))];
  return {
    subject: { step: 'balance' },
    formulas: [{ formula: 'energy', terms: terms.filter(({ weight }) => weight > 0), energy }],
    rule: ruleOf('variational-energy'),
  };
}
