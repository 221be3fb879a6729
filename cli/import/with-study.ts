import { loadFileText } from '../../language/file.js';
import type { FileDiagnostic } from '../../language/text.js';
import { words } from '../../present/words/words.js';
import { archText } from './arch-text.js';
import type { ImportedNetwork } from './network.js';

/** Targets to begin with: the first that the network can represent is taken. */
const targets = [
  { name: 'cubic', value: 'he(3)' },
  { name: 'quadratic_target', value: 'he(2)' },
  { name: 'linear_target', value: 'he(1)' },
] as const;
const ofTokens = { name: 'attend', value: 'attentive(3)' } as const;

/** An imported network with a study to begin with, and what the language says of the file. */
export async function importedFile(
  imported: ImportedNetwork,
  path: string,
): Promise<{ readonly text: string; readonly diagnostics: readonly FileDiagnostic[] }> {
  const { text, network } = archText(imported);
  if (network !== undefined) {
    for (const { name, value } of /^ {2}((residual )?attention|block) /m.test(text)
      ? [ofTokens, ...targets]
      : targets) {
      const whole = `${text}\ntarget ${name} = ${value}\n\nstudy Imported {\n  network: ${network}\n  target: ${name}\n}\n`;
      const { diagnostics } = await loadFileText(whole, path, { wording: words });
      if (!diagnostics.some(({ severity }) => severity === 'error')) return { text: whole, diagnostics };
    }
  }
  const { diagnostics } = await loadFileText(text, path, { wording: words });
  return { text, diagnostics };
}
