import { loadFileText } from '../../language/file.js';
import { partialMark, placeholderMark } from '../../language/import-marks.js';
import type { FileDiagnostic } from '../../language/text.js';
import { words } from '../../present/words/words.js';
import { archText } from './arch-text.js';
import { coverageLine } from './coverage.js';
import type { Coverage, ImportedModel } from './network.js';

/** Targets to begin with: the first that the network can represent is taken. */
const targets = [
  { name: 'cubic', value: 'he(3)' },
  { name: 'quadratic_target', value: 'he(2)' },
  { name: 'linear_target', value: 'he(1)' },
] as const;
const ofTokens = { name: 'attend', value: 'attentive(3)' } as const;

/** An imported model as a file, what the language says of it, and how much of the model is in it. */
export interface ImportedFile {
  readonly text: string;
  readonly diagnostics: readonly FileDiagnostic[];
  readonly coverage: Coverage;
}

/**
 * An imported model with a study of each network to begin with. The target of a study is a placeholder.
 * @param path what the file is called, in diagnostics.
 * @param allowPartial whether there is a study where parts of the model are missing; it says so then.
 */
export async function importedFile(
  imported: ImportedModel,
  path: string,
  { allowPartial = false }: { readonly allowPartial?: boolean } = {},
): Promise<ImportedFile> {
  const { text, networks, coverage } = archText(imported);
  const isPartial = coverage.missing.length > 0;
  let whole = text;
  if (!isPartial || allowPartial) {
    for (const [index, { name, isOnTokens }] of networks.entries()) {
      const mark = isPartial ? `// ${partialMark}${coverageLine(coverage)}\n` : '';
      const study = networks.length > 1 ? `Imported_${index + 1}` : 'Imported';
      for (const target of isOnTokens ? [ofTokens, ...targets] : targets) {
        const targetName = networks.length > 1 ? `${target.name}_${index + 1}` : target.name;
        const more = `\ntarget ${targetName} = ${target.value} // ${placeholderMark}\n\n${mark}study ${study} {\n  network: ${name}\n  target: ${targetName}\n}\n`;
        const { diagnostics } = await loadFileText(whole + more, path, { wording: words });
        if (diagnostics.some(({ severity }) => severity === 'error')) continue;
        whole += more;
        break;
      }
    }
  }
  const { diagnostics } = await loadFileText(whole, path, { wording: words });
  return { text: whole, diagnostics, coverage };
}
