import { GrammarUtils } from 'langium';
import { CodeActionKind, type CodeAction, type Diagnostic } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { lowerStudy, predictLowered } from '../../../language/index.js';
import { actionTitles } from '../../../present/words/actions.js';
import type { Monomial } from '../../../theory/monomial.js';
import { dataOf, editOf, nodeAt, type ActionRequest, type ActionSource } from './action.js';

/** Raises the samples of a study to P*, and its ridge to one that leaves the bound a meaning. */
export const studyNumbers: ActionSource = { kind: CodeActionKind.QuickFix, actions };

function* actions({ document, root, diagnostics }: ActionRequest): Iterable<CodeAction> {
  for (const diagnostic of diagnostics) {
    const offset = document.textDocument.offsetAt(diagnostic.range.start);
    const study = nodeAt(root, offset, ast.isStudy);
    if (!study) continue;
    if (diagnostic.code === 'arch-samples-below') {
      const calibrated = dataOf(diagnostic, 'calibratedSamples');
      const least = typeof calibrated === 'string' ? calibrated : leastSamples(study);
      if (least !== undefined) yield* replacing(study, 'samples', least, actionTitles.raiseSamples(least), diagnostic);
    }
    if (diagnostic.code === 'arch-meanfield-vanishing-ridge') {
      yield* replacing(study, 'ridge', '1', actionTitles.raiseRidge(), diagnostic);
    }
  }
}

function leastSamples(node: ast.Study): string | undefined {
  const study = lowerStudy(node);
  const prediction = study && predictLowered(study);
  if (!prediction) return undefined;
  const names = new Set(node.$container.declarations.filter(ast.isScale).map(({ name }) => name));
  const { sampleScale } = prediction;
  if (sampleScale.sizes.every((size) => names.has(size))) return asExpression(sampleScale);
  return String(Math.ceil(sampleScale.value(study.reference)));
}

/** A monomial as the language writes it: powers only, no root signs. */
function asExpression(monomial: Monomial): string {
  return monomial.toString().replaceAll(/sqrt(\([^()]*(?:\([^()]*\)[^()]*)*\))/g, '$1^(1/2)');
}

function* replacing(
  study: ast.Study,
  key: 'samples' | 'ridge',
  newText: string,
  title: string,
  diagnostic: Diagnostic,
): Iterable<CodeAction> {
  const property = study.properties.find((one) => one.key === key);
  const range = property && GrammarUtils.findNodeForProperty(property.$cstNode, key)?.range;
  if (!property || !range) return;
  const edit = editOf(property, { range, newText });
  yield { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], isPreferred: true, edit };
}
