export { bandsOf, calibratedEnergies, type Band, type CalibratedEnergy } from './bands.js';
export * from './diagram.js';
export type { DrawnLine } from './drawn-line.js';
export { freeSizes } from '../free-sizes.js';
export type { AlgorithmLine, AlgorithmLines, AlgorithmName } from './algorithm-lines.js';
export type { LearnableRegion } from './learnable.js';
export { spanOf, type Plane, type Point, type Span } from './plane.js';
export { defaultAxes } from './default-axes.js';
export * from './line-plot.js';
