export * from './result.js';
export * from './errors.js';
export * from './plan.js';
export { planFor } from './levels.js';
export { engines } from './engines/index.js';
export type { Engine } from './engines/engine.js';
export { validate } from './validate.js';
export type { ValidationRequest } from './validate.js';
