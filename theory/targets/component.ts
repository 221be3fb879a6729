import type { Feature } from '../study.js';

/** The direction of a component that names none. */
export const unnamedDirection = 'w';

/** A factor He_n(v.x) of a component; the factors of one component have different directions v. */
export interface Factor {
  readonly direction: string;
  readonly degree: number;
}

/** A component of a mixture: a product of Hermite polynomials along orthogonal directions, or the attention feature. */
export type Component =
  | { readonly kind: 'hermite'; readonly factors: readonly Factor[] }
  | { readonly kind: 'attentive'; readonly degree: number };

/** A component with its weight. */
export interface MixtureTerm {
  readonly component: Component;
  readonly coefficient: number;
}

/** The feature that carries a component: a product of directions is a feature of the sum of its degrees (derived). */
export function featureOf(component: Component): Feature {
  switch (component.kind) {
    case 'attentive':
      return 'attentive';
    case 'hermite':
      return component.factors.reduce((sum, { degree }) => sum + degree, 0);
  }
}

/** `He_1(u)·He_2(v)`; a component along the direction without a name is `He_3`. */
export function componentName(component: Component): string {
  switch (component.kind) {
    case 'attentive':
      return 'attentive';
    case 'hermite': {
      const { factors } = component;
      const isPlain = factors.length === 1 && factors[0]?.direction === unnamedDirection;
      return factors.map(({ direction, degree }) => `He_${degree}${isPlain ? '' : `(${direction})`}`).join('·');
    }
  }
}

/** The directions that a component names; the attention feature is along the one without a name. */
export function directionsOfComponent(component: Component): readonly string[] {
  switch (component.kind) {
    case 'attentive':
      return [unnamedDirection];
    case 'hermite':
      return component.factors.map(({ direction }) => direction);
  }
}
