import type { Connection } from 'vscode-languageserver';
import { shownPlan } from '../present/plan.js';
import { words, wordsOfError } from '../present/words/words.js';
import { answer } from '../protocol/connection.js';
import { planRequest } from '../protocol/requests.js';
import { planValidation } from '../validation/request/describe.js';
import { earlyEndOf } from '../validation/request/early-end.js';
import type { BrowserEngines } from './choose.js';
import type { HostFiles } from './host-files.js';
import { validatedStudy } from './validated.js';

/** Answers `planRequest`: what a validation of a study would measure in a worker, and how long that takes. */
export function handlePlans(connection: Connection, files: HostFiles, here: BrowserEngines): void {
  answer(connection, planRequest, async (question) => {
    try {
      const { options, ...validation } = await validatedStudy(files, question, here);
      return { plan: shownPlan(await planValidation({ ...options, ...validation, words })) };
    } catch (error) {
      if (earlyEndOf(error) === 'refused') return { refusal: wordsOfError(error) };
      throw error;
    }
  });
}
