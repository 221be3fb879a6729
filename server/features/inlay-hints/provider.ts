import { interruptAndCheck, type LangiumDocument } from 'langium';
import type { CancellationToken, InlayHint, InlayHintParams, Range } from 'vscode-languageserver';
import { isDocument } from '../../../language/generated/ast.js';
import type { ArchServices } from '../../services.js';
import { DeclarationCompleteness } from './completeness.js';
import type { EditedInlayHints, Hint, HintKind } from './hint.js';
import { hintKinds } from './kinds.js';

/** The inlay hints of a range: new ones where the text is complete, the last good ones where somebody is typing. */
export class ArchInlayHints implements EditedInlayHints {
  constructor(private readonly services: ArchServices) {}

  async getInlayHints(
    document: LangiumDocument,
    { range }: InlayHintParams,
    cancelToken?: CancellationToken,
  ): Promise<InlayHint[]> {
    const root = document.parseResult.value;
    if (!isDocument(root)) return [];
    const { hintMemory, predictions } = this.services;
    const uri = document.uri.toString();
    const completeness = new DeclarationCompleteness(this.services.shared, document, hintMemory.lineOfEdit(uri));
    const fresh = new Map<string, Hint>();
    for (const kind of hintKinds) {
      if (!this.isOn(kind)) continue;
      for (const hint of kind.hints({ document: root, range, predictions })) {
        if (completeness.supports(hint)) fresh.set(hint.key, hint);
        if (cancelToken) await interruptAndCheck(cancelToken);
      }
    }
    const kept = hintMemory.within(uri, range).filter((old) => !fresh.has(old.key) && !completeness.supports(old));
    const hints = [...fresh.values(), ...kept];
    hintMemory.remember(uri, range, hints);
    return this.toProtocol(hints);
  }

  whileEdited(uri: string, range: Range): InlayHint[] | undefined {
    const hints = this.services.hintMemory.whileEdited(uri, range);
    return hints && this.toProtocol(hints);
  }

  private toProtocol(hints: readonly Hint[]): InlayHint[] {
    const { hints: shown, shortHints } = this.services.shared.workspace.ConfigurationProvider;
    return hints
      .filter(({ kind }) => shown[kind])
      .map(({ position, label, short, tooltip, location }) => ({
        position,
        label: [{ value: shortHints ? (short ?? label) : label, ...(location && { location }) }],
        tooltip: { kind: 'markdown', value: tooltip },
        paddingLeft: true,
      }));
  }

  private isOn({ kind }: HintKind): boolean {
    return this.services.shared.workspace.ConfigurationProvider.hints[kind];
  }
}
