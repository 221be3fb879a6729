/**
 * The package's public entry, for Node and browsers: what the command line computes, as functions. docs/library.md
 * describes it; it changes as semantic versioning has it.
 */
export { FileHasErrors } from '../file-has-errors.js';
export { WrongCall } from '../wrong-call.js';
export { compare, type Comparison } from './compare.js';
export type * from './contract.js';
export { estimate, type Estimate, type EstimateOptions } from './estimate.js';
export { explain, type Explanation, type ExplainOptions } from './explain.js';
export { parse, type ParsedFile, type ParsedStudy, type ParseOptions } from './parse.js';
export { predict, type PredictOptions, type Predictions } from './predict.js';
