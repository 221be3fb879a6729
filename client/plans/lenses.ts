import { t } from '@vscode/l10n';
import { CodeLens, type Disposable, type TextDocument, workspace } from 'vscode';
import type { BaseLanguageClient, Middleware } from 'vscode-languageclient';
import { clientCommands } from '../../protocol/commands.js';
import type { Plans } from './plans.js';

/** So many characters of a reason stand in a code lens; its hover has all of it. */
const longestReason = 80;

/**
 * Greys the code lens "Validate" of a study that cannot be measured, and says why in it.
 * @param plans undefined before there are plans.
 */
export function planLenses(plans: () => Plans | undefined): Middleware {
  return {
    provideCodeLenses: async (document, token, next) => {
      const lenses = (await next(document, token)) ?? [];
      const refusals = await refusalsIn(document, plans());
      const refused: CodeLens[] = [];
      const possible = lenses.filter(({ command, range }) => {
        const isRun = command?.command === clientCommands.validateStudy;
        const refusal = isRun ? refusals.get(String(command.arguments?.[1])) : undefined;
        if (refusal === undefined) return true;
        // Without a command VS Code shows it as plain text.
        const title = t`Cannot be validated: ${shortened(refusal)}`;
        refused.push(new CodeLens(range, { title, tooltip: refusal, command: '' }));
        return false;
      });
      // A reason is long: it stands behind what can be clicked.
      return [...possible, ...refused];
    },
  };
}

/** Has VS Code ask for the code lenses again whenever plans have changed. */
export function refreshLenses(client: BaseLanguageClient, plans: Plans): Disposable {
  return plans.onDidChange(() => {
    const feature = client.getFeature('textDocument/codeLens');
    const providers = workspace.textDocuments
      .filter(({ languageId }) => languageId === 'arch')
      .flatMap((document) => feature.getProvider(document) ?? []);
    for (const { onDidChangeCodeLensEmitter } of new Set(providers)) onDidChangeCodeLensEmitter.fire();
  });
}

async function refusalsIn(document: TextDocument, plans: Plans | undefined): Promise<ReadonlyMap<string, string>> {
  const studies = (await plans?.blocksOf(document)) ?? [];
  return new Map(
    studies.flatMap((study) => {
      const planned = plans?.planOf(study);
      return planned && 'refusal' in planned ? [[study.study, planned.refusal] as const] : [];
    }),
  );
}

/** The first sentence of a reason, cut where it is long. */
function shortened(reason: string): string {
  const [first = reason] = reason.split(/(?<=[.:]) /);
  const sentence = first.replace(/[.:]$/, '');
  return sentence.length <= longestReason ? sentence : `${sentence.slice(0, longestReason - 1)}…`;
}
