import type { LevelName } from '../../language/syntax/words.js';

/** The folder beside an .arch file that holds its runs. */
export const runsFolderName = '.archscale';

/**
 * Where the files of a run lie, seen from the folder of the .arch file.
 * @param file the path of the .arch file, with `/` or `\\`
 */
export function runFolder(file: string, study: string, level: LevelName): string {
  const name = file.replace(/^.*[\\/]/, '');
  // As path.parse has it: a name that begins with a dot has no ending.
  return `${runsFolderName}/${name.replace(/(?<=.)\.[^.]*$/, '')}/${study}-${level}`;
}
