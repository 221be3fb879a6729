import { AstUtils } from 'langium';
import { CodeActionKind, type CodeAction } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { actionTitles } from '../../../present/words/actions.js';
import type { Goal } from '../../../theory/advice/design-space.js';
import { freeWidths } from '../free-widths.js';
import { nodeAt, type ActionRequest, type ActionSource } from './action.js';

/** What an action carries until it is chosen: which study to advise on, and which of its sizes may change. */
export interface AdviceData {
  readonly uri: string;
  readonly study: string;
  readonly free: readonly string[];
  readonly goal: Goal;
}

/** Chooses the free widths of a study; the edit is worked out when the action is taken. */
export const advise: ActionSource = { kind: CodeActionKind.RefactorRewrite, actions };

function* actions({ document, root, range, predictions }: ActionRequest): Iterable<CodeAction> {
  const offset = document.textDocument.offsetAt(range.start);
  const study = nodeAt(root, offset, ast.isStudy);
  const scale = nodeAt(root, offset, ast.isScale);
  for (const one of study ? [study] : scale ? root.declarations.filter(ast.isStudy) : []) {
    const widths = freeWidths(one).filter((width) => !scale || width === scale);
    if (!one.name || widths.length === 0 || predictions.of(one).kind !== 'predicted') continue;
    const data = {
      uri: AstUtils.getDocument(one).uri.toString(),
      study: one.name,
      free: widths.map(({ name }) => name),
    };
    yield action(actionTitles.adviseLeastSamples(one.name, scale?.name), { ...data, goal: 'samples' });
    if (!one.properties.some(ast.isSamplesProperty)) continue;
    yield action(actionTitles.adviseSmallestNetwork(one.name, scale?.name), {
      ...data,
      goal: 'smallest',
    });
  }
}

/** What an action asks advice for; undefined when it asks for none. */
export function adviceData({ data }: CodeAction): AdviceData | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { uri, study, free, goal } = data as Partial<Record<keyof AdviceData, unknown>>;
  const isComplete =
    typeof uri === 'string' && typeof study === 'string' && (goal === 'samples' || goal === 'smallest');
  if (!isComplete || !Array.isArray(free)) return undefined;
  return { uri, study, goal, free: free.filter((name) => typeof name === 'string') };
}

function action(title: string, data: AdviceData): CodeAction {
  return { title, kind: CodeActionKind.RefactorRewrite, data };
}
