import { AstUtils } from 'langium';
import { CodeActionKind, type CodeAction, type Diagnostic } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { freeScales, lowerStudy, studyParts } from '../../../language/index.js';
import type { Study } from '../../../theory/study.js';
import { actionTitles, referenceReasons } from '../../../present/words/actions.js';
import { dataOf, editOf, nodeAt, type ActionRequest, type ActionSource } from './action.js';
import { narrowest, sampleScaleAt, widest } from './unchanged-samples.js';

/** Gives a size the reference value that answers a remark on it. */
export const changeReference: ActionSource = { kind: CodeActionKind.QuickFix, actions };

/** Deeper networks take too long to be predicted at many values. */
const deepest = 4;

function* actions(request: ActionRequest): Iterable<CodeAction> {
  for (const diagnostic of request.diagnostics) {
    yield* clearOfBoundary(request, diagnostic);
    yield* sameSamples(request, diagnostic);
  }
}

function* clearOfBoundary({ document, root }: ActionRequest, diagnostic: Diagnostic): Iterable<CodeAction> {
  const given = dataOf(diagnostic, 'references');
  const scale = nodeAt(root, document.textDocument.offsetAt(diagnostic.range.start), ast.isScale);
  if (!scale) return;
  for (const { value, title } of Array.isArray(given) ? given.filter(isReference) : []) {
    yield* setting(scale, value, actionTitles.setReference(scale.name, title), diagnostic);
  }
}

function* sameSamples({ root }: ActionRequest, diagnostic: Diagnostic): Iterable<CodeAction> {
  const named = root.declarations.filter(ast.isStudy).find(({ name }) => name === dataOf(diagnostic, 'study'));
  const study = named && lowerStudy(named);
  if (!study || study.network.layers.length > deepest) return;
  const found =
    withSize(diagnostic, 'narrowest', (size) => narrower(study, size)) ??
    withSize(diagnostic, 'widest', (size) => wider(study, size)) ??
    withSize(diagnostic, 'single', (size) => single(study, size));
  const scale = found && scaleOf(named, found.size);
  if (scale)
    yield* setting(scale, found.value, actionTitles.setReferenceTo(found.size, found.value, found.reason), diagnostic);
}

interface Change {
  readonly value: number;
  readonly reason: string;
}

function narrower(study: Study, size: string): Change | undefined {
  const value = narrowest(study, size);
  return value === undefined ? undefined : { value, reason: referenceReasons.narrower() };
}

function wider(study: Study, size: string): Change | undefined {
  const value = widest(study, size);
  return value === undefined ? undefined : { value, reason: referenceReasons.wider() };
}

function single(study: Study, size: string): Change | undefined {
  const [before, after] = [sampleScaleAt(study), sampleScaleAt(study, size, 1)];
  if (before === undefined || after === undefined || after > before * (1 + 1e-9)) return undefined;
  const falls = after < before * (1 - 1e-9);
  return { value: 1, reason: falls ? referenceReasons.samplesFall(after) : referenceReasons.samplesStay(after) };
}

function withSize(
  diagnostic: Diagnostic,
  key: string,
  change: (size: string) => Change | undefined,
): (Change & { readonly size: string }) | undefined {
  const size = dataOf(diagnostic, key);
  const found = typeof size === 'string' ? change(size) : undefined;
  return found && typeof size === 'string' ? { ...found, size } : undefined;
}

/** A free scale of a study that stands in the study's own file. */
function scaleOf(study: ast.Study, name: string): ast.Scale | undefined {
  const parts = studyParts(study);
  const scale = parts && [...freeScales(parts)].find((one) => one.name === name);
  return scale && AstUtils.getDocument(scale) === AstUtils.getDocument(study) ? scale : undefined;
}

function* setting(scale: ast.Scale, value: number, title: string, diagnostic: Diagnostic): Iterable<CodeAction> {
  const range = scale.relation === '=' ? scale.value?.$cstNode?.range : undefined;
  if (!range) return;
  const edit = editOf(scale, { range, newText: String(value) });
  yield { title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], edit };
}

function isReference(value: unknown): value is { value: number; title: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { value: number, title } = value as Record<string, unknown>;
  return typeof number === 'number' && typeof title === 'string';
}
