import { lowerValidation } from '../language/index.js';
import type { LoadedFile } from '../language/text.js';
import { predict, type Monomial, type Prediction, type Study } from '../theory/index.js';
import type { Level, PlanOptions, Preset } from '../validation/index.js';
import { chosenStudy } from './chosen-study.js';
import { FileHasErrors } from './file-has-errors.js';
import type { Source } from './predicted.js';

/** What a call says of a validation; it has the last word over the study's `validate` block. */
export interface ValidationCall {
  readonly level?: Level | undefined;
  readonly preset?: Preset | undefined;
  readonly engine?: string | undefined;
}

/** A study as it is to be validated. */
export interface ValidatedStudy {
  /** With the sizes put in that follow others in its validation alone. */
  readonly study: Study;
  readonly prediction: Prediction;
  /** Those sizes, in the sizes that stay. */
  readonly following: ReadonlyMap<string, Monomial>;
  readonly options: PlanOptions & { readonly level: Level; readonly preset: Preset };
  /** `auto` or an engine's name. */
  readonly engine: string;
}

/**
 * What a call is to validate: the study, by its `validate` block, by what the call says.
 * @param name the study; the only one of the file when undefined.
 * @param how how the caller names a study: `--study NAME`.
 * @throws WrongCall when there is no such study.
 * @throws FileHasErrors when the study or its block depends on an error.
 */
export function validatedStudy(
  { source, loaded }: { readonly source: Source; readonly loaded: LoadedFile },
  name: string | undefined,
  call: ValidationCall,
  how?: string,
): ValidatedStudy {
  const chosen = chosenStudy(source, name, how);
  const node = loaded.studies.find((one) => one.name === chosen.study.name);
  const validated = node && !hasErrors(source, node) ? lowerValidation(node) : undefined;
  if (!validated) {
    throw new FileHasErrors(`${chosen.study.name} cannot be validated: correct the errors in it first.`);
  }
  const { engine, ...settings } = validated.settings;
  const options = {
    ...settings,
    level: call.level ?? settings.level ?? 'rate',
    preset: call.preset ?? settings.preset ?? 'quick',
  };
  const prediction = validated.study === chosen.study ? chosen.prediction : predict(validated.study);
  const { following } = validated;
  return { study: validated.study, prediction, following, options, engine: call.engine ?? engine ?? 'auto' };
}

/** True when an error lies in the lines of a study. */
function hasErrors({ file, diagnostics }: Source, { $cstNode }: LoadedFile['studies'][number]): boolean {
  const range = $cstNode?.range;
  if (!range) return true;
  const [first, last] = [range.start.line + 1, range.end.line + 1];
  return diagnostics.some(
    (one) => one.file === file && one.severity === 'error' && one.line >= first && one.line <= last,
  );
}
