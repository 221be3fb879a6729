import { t } from '@vscode/l10n';
import { isSpiked } from '../../theory/input.js';
import { kindOf } from '../../theory/kinds/index.js';
import type { Monomial, ReferenceSizes } from '../../theory/monomial.js';
import type { Feature, Input, Layer, Network } from '../../theory/study.js';
import { eigenvalueName, sized } from '../formulas.js';
import { numberText } from '../numbers.js';
import { readoutVariance } from '../../theory/variances.js';

/** The data: `d = 64 numbers`. */
export function inputText(input: Input, reference: ReferenceSizes): string {
  switch (input.kind) {
    case 'gaussian':
      return [
        t`dimension ${sized(input.dimension, reference)}`,
        ...(isSpiked(input) && input.signal ? [t`signal ${sized(input.signal, reference)}`] : []),
      ].join(', ');
    case 'patches':
      return t`${sized(input.count, reference)} patches of size ${sized(input.size, reference)}`;
    case 'tokens':
      return t`${sized(input.length, reference)} tokens of dimension ${sized(input.dimension, reference)}`;
  }
}

/** How many numbers a layer hands on: `N1 = 4096 numbers`. */
export function numbersText(size: Monomial | undefined, reference: ReferenceSizes): string {
  return size ? t`${sized(size, reference)} numbers` : '';
}

/** The shape of one sample of the data: `n × S = 8 × 8 numbers`. */
export function rowText(input: Input, reference: ReferenceSizes): string {
  if (input.kind === 'gaussian') return numbersText(input.dimension, reference);
  const shape = input.kind === 'patches' ? [input.count, input.size] : [input.length, input.dimension];
  const names = shape.map((size) => size.toUnicode()).join(' × ');
  const values = shape.map((size) => numberText(size.value(reference))).join(' × ');
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
    return size ? [`${name} ${sized(size, reference)}`] : [];
  });
  const scores = layer.scores?.form === 'lowrank' ? [t`scores of rank ${sized(layer.scores.rank, reference)}`] : [];
  return [...sizes, ...(layer.activation ? [layer.activation] : []), ...scores].join(', ');
}

/** What the readout is, and what it pays. */
export function outputText({ output }: Network, readout: Monomial | undefined, reference: ReferenceSizes): string[] {
  const variance = readoutVariance(output);
  return [
    ...(output.scaling === 'meanfield' ? [t('mean-field scaling')] : []),
    ...(variance.isOne ? [] : [t`variance ${sized(variance, reference)}`]),
    ...(readout ? [`a_y = ${sized(readout, reference)}`] : []),
  ];
}

/** `r₃ = d³ = 262144`, or `r₃ = ∞`. */
export function eigenvalueText(feature: Feature, value: Monomial | undefined, reference: ReferenceSizes): string {
  return `${eigenvalueName(feature)} = ${value ? sized(value, reference) : '∞'}`;
}
