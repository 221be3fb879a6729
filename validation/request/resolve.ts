import { lowerValidation, predictLowered } from '../../language/index.js';
import type { LoadedFile } from '../../language/text.js';
import type { Monomial, Prediction, Study } from '../../theory/index.js';
import { BrokenStudyError } from '../errors.js';
import type { Level, OptimiserName, PlanOptions, Preset } from '../plan.js';

/** What a call says of a validation. */
export interface ValidationCall {
  readonly level?: Level | undefined;
  readonly preset?: Preset | undefined;
  readonly optimiser?: OptimiserName | undefined;
  /** `auto` or an engine's name. */
  readonly engine?: string | undefined;
}

/** A study as it is to be validated. */
export interface ResolvedValidation {
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
 * What is to be validated: a study of a file, by its `validate` block and by what a call says.
 * @param call has the last word over the block.
 * @param usual the preset where neither says one.
 * @throws BrokenStudyError when there is no such study, or it or its block depends on an error.
 */
export function resolveValidation(
  file: LoadedFile,
  name: string,
  call: ValidationCall = {},
  usual: Preset = 'quick',
): ResolvedValidation {
  const node = file.studies.find((one) => one.name === name);
  const validated = node && !hasErrors(file, node) ? lowerValidation(node) : undefined;
  const prediction = validated && predictLowered(validated.study);
  if (!prediction) throw new BrokenStudyError({ code: 'study-has-errors', study: name });
  const { study, following, settings } = validated;
  const { engine, ...block } = settings;
  const optimiser = call.optimiser ?? block.optimiser;
  const options = {
    ...block,
    level: call.level ?? block.level ?? 'rate',
    preset: call.preset ?? block.preset ?? usual,
    ...(optimiser && { optimiser }),
  };
  return { study, prediction, following, options, engine: call.engine ?? engine ?? 'auto' };
}

/** True when an error lies in the lines of a study. */
function hasErrors({ document }: LoadedFile, { $cstNode }: LoadedFile['studies'][number]): boolean {
  const range = $cstNode?.range;
  if (!range) return true;
  return (document.diagnostics ?? []).some(
    (one) =>
      (one.severity ?? 1) === 1 && one.range.start.line >= range.start.line && one.range.start.line <= range.end.line,
  );
}
