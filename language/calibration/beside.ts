import { AstUtils, type FileSystemProvider, type LangiumSharedCoreServices, type URI } from 'langium';
import type { KeptPrefactor } from '../../theory/calibration.js';
import type * as ast from '../generated/ast.js';
import type { LanguageMessage } from '../messages.js';
import { BrokenCalibrationError, calibrationExtension, readCalibrations, type KeptCalibrations } from './format.js';

/** The address of the calibration file of an .arch file: beside it, under its whole name. */
export function calibrationUri(file: URI): URI {
  return file.with({ path: `${file.path}${calibrationExtension}` });
}

/** What stands beside a file: its prefactors, or why they cannot be read. */
export type BesideFile =
  | { readonly kept: KeptCalibrations; readonly broken?: undefined }
  | { readonly kept?: undefined; readonly broken: LanguageMessage };

const nothing: BesideFile = { kept: new Map() };

/** Reads the calibration file of an .arch file; where there is none, or no file system, nothing is kept. */
export function calibrationsBeside(file: URI, files: FileSystemProvider): BesideFile {
  const uri = calibrationUri(file);
  if (!isThere(uri, files)) return nothing;
  try {
    return { kept: readCalibrations(files.readFileSync(uri)) };
  } catch (error) {
    return { broken: error instanceof BrokenCalibrationError ? error.reason : { code: 'calibration-not-readable' } };
  }
}

function isThere(uri: URI, files: FileSystemProvider): boolean {
  try {
    return uri.scheme !== 'untitled' && files.existsSync(uri);
  } catch {
    return false;
  }
}

/** The prefactors kept for a study; none where its file keeps none, or keeps them in a broken file. */
export function prefactorsOf(study: ast.Study, shared: LangiumSharedCoreServices): readonly KeptPrefactor[] {
  const { uri } = AstUtils.getDocument(study);
  return calibrationsBeside(uri, shared.workspace.FileSystemProvider).kept?.get(study.name) ?? [];
}
