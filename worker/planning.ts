import type { Connection } from 'vscode-languageserver';
import { answer } from '../protocol/connection.js';
import { wordsOfError } from '../present/words/words.js';
import { choicesOf } from '../validation/request/choices.js';
import { timedDuration } from '../validation/request/cost.js';
import type { Engine } from '../validation/engines/engine.js';
import { measurerOf } from '../validation/engines/js/pointwise.js';
import { NotMeasurableError } from '../validation/errors.js';
import { planFor } from '../validation/request/levels.js';
import { shownPlan } from '../validation/request/shown-plan.js';
import type { HostFiles } from './host-files.js';
import { planRequest } from '../protocol/requests.js';
import type { PlanAnswer, PlanQuestion } from '../protocol/runs.js';
import { validatedStudy } from './validated.js';

/** Answers `planRequest`: what a validation of a study would measure in a worker, and how long that takes. */
export function handlePlans(connection: Connection, files: HostFiles, engine: Engine): void {
  answer(connection, planRequest, async (asked) => {
    try {
      return await planned(asked, files, engine);
    } catch (error) {
      if (error instanceof NotMeasurableError) return { refusal: wordsOfError(error) };
      throw error;
    }
  });
}

async function planned(asked: PlanQuestion, files: HostFiles, engine: Engine): Promise<PlanAnswer> {
  const validated = await validatedStudy(files, asked, engine);
  if (typeof validated === 'string') return { refusal: validated };
  const { study, prediction, options } = validated;
  const plan = await planFor(study, prediction, options);
  const { method } = plan;
  // Chains differ too much in length to time one of them.
  const cost = method.kind === 'langevin' ? undefined : await timedDuration(plan, measurerOf(method, plan));
  const described = {
    ...{ plan, choices: choicesOf(plan, options), cost },
    ...{ engine: engine.name, device: engine.device() },
  };
  return { plan: shownPlan(described) };
}
