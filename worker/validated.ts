import { URI } from 'langium';
import { loadText } from '../language/text.js';
import { words } from '../present/words/words.js';
import type { ChooseEngine } from '../validation/engines/engine.js';
import { NotMeasurableError } from '../validation/errors.js';
import type { Preset } from '../validation/plan.js';
import { resolveValidation, type ResolvedValidation } from '../validation/request/resolve.js';
import { engineInBrowser, type BrowserEngines } from './choose.js';
import type { HostFiles } from './host-files.js';

/** A validation in a browser, and what chooses its engine. */
export interface BrowserValidation extends ResolvedValidation {
  readonly chooseEngine: ChooseEngine;
}

/**
 * A study of a file, by its `validate` block.
 * @param text the text of the file, whose imports are read through the host.
 * @param preset where the block says none.
 * @param engine in the place of the block's.
 * @param here what measures in a browser.
 * @throws BrokenStudyError when the study depends on an error.
 * @throws NotMeasurableError when its block names an engine that is not here.
 */
export async function validatedStudy(
  files: HostFiles,
  {
    uri,
    text,
    study,
    preset,
    engine: named,
  }: { uri: string; text: string; study: string; preset?: Preset; engine?: 'js' },
  here: BrowserEngines,
): Promise<BrowserValidation> {
  const file = URI.parse(uri);
  const loaded = await loadText(text, file.path, file, {
    context: { fileSystemProvider: () => files },
    wording: words,
  });
  const validation = resolveValidation(loaded, study, named ? { engine: named } : {}, preset);
  const { engine } = validation;
  // Before anything is planned, which can take long.
  if (engine === 'torch') throw new NotMeasurableError({ code: 'engine-needs-desktop', engine });
  if (engine === 'webgpu' && !here.webgpu) throw new NotMeasurableError({ code: 'webgpu-not-in-browser' });
  return { ...validation, chooseEngine: (name, plan) => engineInBrowser(here, name, plan) };
}
