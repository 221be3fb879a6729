import erf from '@stdlib/math-base-special-erf';

/** Activation functions in numbers; which names exist is the business of theory/activations. */
export const activationFunctions: ReadonlyMap<string, (z: number) => number> = new Map([
  ['erf', (z: number) => erf(z)],
  ['tanh', Math.tanh],
  ['sin', Math.sin],
  ['relu', (z: number) => Math.max(z, 0)],
  ['gelu', (z: number) => 0.5 * z * (1 + erf(z * Math.SQRT1_2))],
  ['silu', (z: number) => z / (1 + Math.exp(-z))],
  ['linear', (z: number) => z],
  ['quadratic', (z: number) => z * z],
]);

/**
 * Activations that grow at infinity: a unit of theirs answers more the longer its weights are, without an end, so that
 * few long units can do the work of many.
 */
export const growingActivations: ReadonlySet<string> = new Set(['relu', 'gelu', 'silu', 'linear', 'quadratic']);
