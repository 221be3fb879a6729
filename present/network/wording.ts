import { t } from '@vscode/l10n';
import { isSpiked } from '../../theory/input.js';
import { kindOf } from '../../theory/kinds/index.js';
import type { Monomial, ReferenceSizes } from '../../theory/monomial.js';
import type { LayerPattern } from '../../theory/prediction.js';
import type { Feature, Input, Layer, Network } from '../../theory/study.js';
import { inverseEigenvalueName } from '../../theory/target.js';
import { featureName } from '../words/kinds.js';
import { readableSize } from '../diagram/wording.js';
import { readoutVariance } from '../../theory/variances.js';

const symbols = { M: 'M', D: 'D', beta: 'β' } as const;

/** `√(N2·d) = 128`; the value alone where no size is in it. */
export function sizedText(size: Monomial, reference: ReferenceSizes): string {
  const value = readableSize(size.value(reference));
  return size.isConstant ? value : `${size.toUnicode()} = ${value}`;
}

/** The data: `d = 64 numbers`. */
export function inputText(input: Input, reference: ReferenceSizes): string {
  switch (input.kind) {
    case 'gaussian':
      return [
        t`dimension ${sizedText(input.dimension, reference)}`,
        ...(isSpiked(input) && input.signal ? [t`signal ${sizedText(input.signal, reference)}`] : []),
      ].join(', ');
    case 'patches':
      return t`${sizedText(input.count, reference)} patches of size ${sizedText(input.size, reference)}`;
    case 'tokens':
      return t`${sizedText(input.length, reference)} tokens of dimension ${sizedText(input.dimension, reference)}`;
  }
}

/** How many numbers a layer hands on: `N1 = 4096 numbers`. */
export function numbersText(size: Monomial | undefined, reference: ReferenceSizes): string {
  return size ? t`${sizedText(size, reference)} numbers` : '';
}

/** The shape of one sample of the data: `n × S = 8 × 8 numbers`. */
export function rowText(input: Input, reference: ReferenceSizes): string {
  if (input.kind === 'gaussian') return numbersText(input.dimension, reference);
  const shape = input.kind === 'patches' ? [input.count, input.size] : [input.length, input.dimension];
  const names = shape.map((size) => size.toUnicode()).join(' × ');
  const values = shape.map((size) => readableSize(size.value(reference))).join(' × ');
  return t`${names === values ? values : `${names} = ${values}`} numbers`;
}

/** `residual dense h2` */
export function layerTitle({ kind, name, residual }: Layer): string {
  return `${residual ? 'residual ' : ''}${kind} ${name}`;
}

/** `width N1 = 4096, erf` */
export function layerSizes(layer: Layer, reference: ReferenceSizes): string {
  const sizes = kindOf(layer).sizes.flatMap(({ name }) => {
    const size = layer.sizes[name];
    return size ? [`${name} ${sizedText(size, reference)}`] : [];
  });
  const scores = layer.scores?.form === 'lowrank' ? [t`scores of rank ${sizedText(layer.scores.rank, reference)}`] : [];
  return [...sizes, ...(layer.activation ? [layer.activation] : []), ...scores].join(', ');
}

/** `specialization on He₁, M ~ √(N2/d) = 2` */
export function moveText({ pattern, degree, parameter }: LayerPattern, reference: ReferenceSizes): string {
  const on = degree === undefined ? '' : ` ${t`on ${subscripted(featureName(degree))}`}`;
  const name = pattern === 'gfl' ? 'GFL' : pattern;
  if (!parameter) return `${name}${on}`;
  return `${name}${on}, ${symbols[parameter.name]} ${parameter.size.isConstant ? '=' : '~'} ${sizedText(parameter.size, reference)}`;
}

/** What the readout is, and what it pays. */
export function outputText({ output }: Network, readout: Monomial | undefined, reference: ReferenceSizes): string[] {
  const variance = readoutVariance(output);
  return [
    ...(output.scaling === 'meanfield' ? [t('mean-field scaling')] : []),
    ...(variance.isOne ? [] : [t`variance ${sizedText(variance, reference)}`]),
    ...(readout ? [`a_y = ${sizedText(readout, reference)}`] : []),
  ];
}

/** `r₃ = d³ = 262144`, or `r₃ = ∞`. */
export function eigenvalueText(feature: Feature, value: Monomial | undefined, reference: ReferenceSizes): string {
  return `${inverseEigenvalueName(feature)} = ${value ? sizedText(value, reference) : '∞'}`;
}

function subscripted(feature: string): string {
  return feature.replace(
    /He_(\d+)/,
    (_, degree: string) => `He${[...degree].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('')}`,
  );
}
