import { dirname, join, parse, resolve } from 'node:path';
import type { Level } from '../validation/index.js';

/** Where the files of a run lie when nobody says otherwise: beside the .arch file, as the editor puts them. */
export function defaultRunFolder(file: string, study: string, level: Level): string {
  const path = resolve(file);
  return join(dirname(path), '.archscale', parse(path).name, `${study}-${level}`);
}
