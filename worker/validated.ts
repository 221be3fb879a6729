import { URI } from 'langium';
import { lowerValidation, predictLowered } from '../language/index.js';
import { loadText } from '../language/text.js';
import { words } from '../present/words/words.js';
import type { Prediction, Study } from '../theory/index.js';
import type { Engine } from '../validation/engines/engine.js';
import type { PlanOptions, Preset } from '../validation/plan.js';
import type { HostFiles } from './host-files.js';

/** A study as it is to be validated in a browser. */
export interface ValidatedStudy {
  readonly study: Study;
  readonly prediction: Prediction;
  readonly options: PlanOptions & { readonly preset: Preset };
}

/**
 * A study of a file, by its `validate` block.
 * @param text the text of the file, whose imports are read through the host
 * @param preset where the block says none
 * @param here what measures in a browser
 * @returns a sentence where it cannot be validated here
 */
export async function validatedStudy(
  files: HostFiles,
  { uri, text, study: name, preset }: { uri: string; text: string; study: string; preset?: Preset },
  here: Engine,
): Promise<ValidatedStudy | string> {
  const file = URI.parse(uri);
  const loaded = await loadText(text, file.path, file, {
    context: { fileSystemProvider: () => files },
    wording: words,
  });
  const node = loaded.studies.find((one) => one.name === name);
  const validated = node && lowerValidation(node);
  const prediction = validated && predictLowered(validated.study);
  if (!prediction) return `${name} cannot be validated: correct the errors in it first.`;
  const { engine, ...settings } = validated.settings;
  if (engine !== undefined && engine !== 'auto' && engine !== here.name)
    return `The engine ${engine} needs VS Code on the desktop, or the command line: a browser runs no programs.`;
  const options = { ...settings, preset: settings.preset ?? preset ?? 'quick' };
  return { study: validated.study, prediction, options };
}
