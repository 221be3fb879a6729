export * from './diagram.js';
export { conditionOf, type DrawnLine } from './drawn-line.js';
export { freeSizes } from '../free-sizes.js';
export type { HardPhase } from './hard-phase.js';
export type { LearnableRegion } from './learnable.js';
export { referencePoint, sizesAt, spanOf, type Plane, type Point, type Span } from './plane.js';
export { patternStatus, weakest } from './status.js';
export { defaultAxes } from './default-axes.js';
export * from './line-plot.js';
