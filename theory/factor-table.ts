/** P* over kappa E at the training level. Written by `npm run factors`. */
export const factorRows = [
  {
    pattern: 'specialization',
    activations: ['erf'],
    degree: 3,
    factor: [125, 213],
    sweep: { variable: 'd', from: 8, to: 27 },
    study: 'ErfCubic',
  },
  {
    pattern: 'lazy',
    activations: ['erf'],
    degree: 1,
    factor: [2.52, 2.69],
    sweep: { variable: 'd', from: 16, to: 64 },
    study: 'ErfLinear',
  },
  {
    pattern: 'specialization',
    activations: ['relu'],
    degree: 2,
    factor: [25.3, 32.4],
    sweep: { variable: 'd', from: 13, to: 54 },
    study: 'ReluSquare',
  },
  {
    pattern: 'specialization',
    activations: ['quadratic'],
    degree: 2,
    factor: [13.3, 15.3],
    sweep: { variable: 'd', from: 16, to: 64 },
    study: 'QuadraticSquare',
  },
] as const;
