import { largestPart } from '../../theory/parameters.js';
import type { Pattern } from '../../theory/prediction.js';
import { quantity, type Quantity } from '../formulas.js';
import type { PredictedStudy } from './predicted.js';
import { tiedNames } from './ties.js';

/** A study among others. */
export interface RankedStudy extends PredictedStudy {
  /** 1 for the study that needs the least data at the reference sizes; equal needs share a rank. */
  readonly rank: number;
}

/** Two sample scales are equal when they differ by rounding only. */
const rounding = 1e-9;

/** The ranks of studies by P* at their reference sizes, from 1: equal needs share a rank. */
export function ranksOf(studies: readonly Pick<PredictedStudy, 'study' | 'prediction'>[]): number[] {
  const needs = studies.map(({ study, prediction }) => prediction.sampleScale.log(study.reference));
  return needs.map((own) => 1 + needs.filter((other) => other < own - rounding).length);
}

/** Studies in the order in which they are in their files, each with its rank by P*. */
export function rankedStudies<T extends PredictedStudy>(studies: readonly T[]): (T & RankedStudy)[] {
  const ranks = ranksOf(studies);
  return studies.map((one, index) => ({ ...one, rank: ranks[index] ?? 1 }));
}

/** A study among others, for people. */
export interface ComparedView {
  readonly name: string;
  readonly network: string;
  readonly target: string;
  readonly energy: Quantity;
  readonly samples: Quantity;
  /** The winner, with the patterns of equal energy: `GFL or magnetization`. */
  readonly pattern: string;
  /** The weights of the largest layer. */
  readonly parameters: Quantity;
}

/** What a study needs, beside others. */
export function comparedView(
  { study, prediction }: Pick<PredictedStudy, 'study' | 'prediction'>,
  winner: Pattern,
): ComparedView {
  const { reference, network, target } = study;
  return {
    name: study.name,
    network: network.name,
    target: target.name,
    energy: quantity(winner.energy, reference),
    samples: quantity(prediction.sampleScale, reference),
    pattern: tiedNames({ patterns: prediction.patterns, winner }, reference),
    parameters: quantity(largestPart(network, reference).count, reference),
  };
}
