import { interruptAndCheck, type LangiumDocument } from 'langium';
import type { InlayHintProvider } from 'langium/lsp';
import type { CancellationToken, InlayHint, InlayHintParams, Range } from 'vscode-languageserver';
import { isDocument } from '../../../language/generated/ast.js';
import type { ArchServices } from '../../services.js';
import { derivedScaleHints } from './derived-scale.js';
import type { Hint, HintKind } from './hint.js';
import { patternHints } from './pattern.js';
import { sampleScaleHints } from './sample-scale.js';
import { samplesHints } from './samples.js';
import { Standing } from './standing.js';

const kinds: readonly HintKind[] = [patternHints, sampleScaleHints, samplesHints, derivedScaleHints];

/** The inlay hints of a range: new ones where the text is whole, the last good ones where somebody is typing. */
export class ArchInlayHints implements InlayHintProvider {
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
    const standing = new Standing(this.services.shared, document, hintMemory.lineOfEdit(uri));
    const fresh = new Map<string, Hint>();
    for (const kind of kinds) {
      if (!this.isOn(kind)) continue;
      for (const hint of kind.hints({ document: root, range, predictions })) {
        if (standing.holds(hint)) fresh.set(hint.key, hint);
        if (cancelToken) await interruptAndCheck(cancelToken);
      }
    }
    const kept = hintMemory.within(uri, range).filter((old) => !fresh.has(old.key) && standing.isInterrupted(old));
    const hints = [...fresh.values(), ...kept];
    hintMemory.remember(uri, range, hints);
    return this.toProtocol(hints);
  }

  /** The old hints of a range while an edit is not yet worked in; undefined when there are none. */
  whileEdited(uri: string, range: Range): InlayHint[] | undefined {
    const hints = this.services.hintMemory.whileEdited(uri, range);
    return hints && this.toProtocol(hints);
  }

  private toProtocol(hints: readonly Hint[]): InlayHint[] {
    return hints
      .filter(({ kind }) => this.services.shared.workspace.ConfigurationProvider.hints[kind])
      .map(({ position, label, tooltip, place }) => ({
        position,
        label: [{ value: label, ...(place && { location: place }) }],
        tooltip: { kind: 'markdown', value: tooltip },
        paddingLeft: true,
      }));
  }

  private isOn({ kind }: HintKind): boolean {
    return this.services.shared.workspace.ConfigurationProvider.hints[kind];
  }
}
