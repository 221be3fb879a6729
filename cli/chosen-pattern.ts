import type { Pattern } from '../theory/index.js';
import type { PredictedStudy } from '../present/views/predicted.js';
import { WrongCall } from './wrong-call.js';

const mostListed = 24;

/**
 * The pattern of a study that a call names, or the winner.
 * @param name the patterns of the layers, first to last: `lazy, specialization`.
 * @throws WrongCall that lists the patterns there are.
 */
export function chosenPattern({ study, prediction }: PredictedStudy, name: string | undefined): Pattern {
  if (name === undefined) return prediction.winner;
  const wanted = name.split(',').map((part) => part.trim());
  const chosen = prediction.patterns.find((one) => one.name === wanted.join(', '));
  if (chosen) return chosen;
  const listed = prediction.patterns.slice(0, mostListed).map((one) => one.name);
  throw new WrongCall(`${study.name} has no pattern ${name}; it has, best first: ${listed.join('; ')}.`);
}
