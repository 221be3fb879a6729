import { t } from '@vscode/l10n';
import { Hover, type HoverProvider, MarkdownString, type Position, Range, type TextDocument } from 'vscode';
import type { Planned } from './planned.js';
import type { Plans } from './plans.js';
import { planRows } from './wording.js';

/** On the word `validate`: the plan in full, beside what the server says of the word. */
export class PlanHover implements HoverProvider {
  constructor(private readonly plans: Plans) {}

  async provideHover(document: TextDocument, position: Position): Promise<Hover | undefined> {
    if (document.getText(document.getWordRangeAtPosition(position)) !== 'validate') return undefined;
    for (const block of await this.plans.blocksOf(document)) {
      if (!block.word) continue;
      const { start, end } = block.word;
      const word = new Range(start.line, start.character, end.line, end.character);
      const planned = this.plans.planOf(block);
      if (word.contains(position) && planned) return new Hover(markdownOf(planned), word);
    }
    return undefined;
  }
}

function markdownOf(planned: Planned): MarkdownString {
  const text = new MarkdownString(`**${t('The plan')}**\n\n`);
  if ('refusal' in planned) return text.appendText(planned.refusal);
  for (const [term, description] of planRows(planned.plan)) {
    text.appendMarkdown('- ').appendText(`${term}: ${description}`).appendMarkdown('\n');
  }
  for (const note of planned.plan.notes) text.appendMarkdown('\n\n').appendText(note);
  return text;
}
