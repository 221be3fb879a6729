import { layerKinds } from '../../theory/kinds/index.js';
import type * as ast from '../generated/ast.js';
import { suggestions } from '../suggestions.js';

/** What the grammar lets `engine:` name; a test holds the list against the grammar and the manifest. */
export const engineChoices: readonly ast.EngineSetting['value'][] = ['auto', 'js', 'torch', 'webgpu'];

/** What the grammar lets `level:` name. */
export const levelChoices: readonly LevelName[] = ['estimate', 'rate', 'training', 'descent'];

/** A level of truth, as `level:` names it. */
export type LevelName = ast.LevelSetting['value'];

/** Whether something that was read is the name of a level. */
export const isLevel = (value: unknown): value is LevelName => levelChoices.some((level) => level === value);

/** What the grammar lets `optimiser:` name. */
export const optimiserChoices: readonly ast.OptimiserSetting['value'][] = ['gd', 'sgd', 'onepass', 'adam', 'adamw'];

/** The words that a rule of the grammar chooses between: those with which its parts can begin, or its settings. */
const words: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['Document', ['import', 'scale', 'network', 'target', 'study']],
  ['Network', ['input', 'residual', ...layerKinds.keys(), 'output']],
  ['Layer', [...layerKinds.keys()]],
  ['Input', ['gaussian', 'data', 'patches', 'tokens']],
  ['GaussianInput', ['signal']],
  ['Output', ['linear', 'flatten', 'mean', 'sum', 'scaling', 'standard', 'meanfield', 'variance']],
  ['ScoresArgument', ['bilinear', 'lowrank']],
  ['Study', ['network', 'target', 'samples', 'ridge', 'noise', 'validate']],
  [
    'Validation',
    ['sweep', 'follow', 'level', 'preset', 'engine', 'optimiser', 'points', 'seeds', 'samples', 'scan', 'threshold'],
  ],
  ['LevelSetting', levelChoices],
  ['PresetSetting', ['quick', 'full']],
  ['EngineSetting', engineChoices],
  ['OptimiserSetting', optimiserChoices],
]);

/** The words that a rule chooses between; none for a rule without a choice of words. */
export function wordsIn(rule: string): readonly string[] {
  return words.get(plainName(rule)) ?? [];
}

/** The words that someone who wrote `text` inside a rule may have meant. */
export function misspelled(text: string, rule: string): string[] {
  return suggestions(text, wordsIn(rule));
}

/** The name of a rule without the invisible mark that the parser puts at its end. */
function plainName(rule: string): string {
  return rule.replace(/\u200B$/, '');
}
