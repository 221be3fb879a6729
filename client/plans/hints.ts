import {
  type CancellationToken,
  EventEmitter,
  InlayHint,
  type InlayHintsProvider,
  Position,
  type Range,
  type TextDocument,
  workspace,
} from 'vscode';
import type { Plans } from './plans.js';
import { planLabel } from './wording.js';

/** After the word `validate`: what would be measured, and how long that takes. */
export class PlanHints implements InlayHintsProvider {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeInlayHints = this.changed.event;

  constructor(private readonly plans: Plans) {
    plans.onDidChange(() => this.changed.fire());
  }

  async provideInlayHints(document: TextDocument, range: Range, token: CancellationToken): Promise<InlayHint[]> {
    if (!workspace.getConfiguration('archscale.hints', document).get('plan', true)) return [];
    const blocks = await this.plans.blocksOf(document);
    if (token.isCancellationRequested) return [];
    return blocks.flatMap((block) => {
      if (!block.word) return [];
      const position = new Position(block.word.end.line, block.word.end.character);
      const planned = this.plans.planOf(block);
      if (!planned || !range.contains(position)) return [];
      const hint = new InlayHint(position, planLabel(planned));
      hint.paddingLeft = true;
      return [hint];
    });
  }
}
