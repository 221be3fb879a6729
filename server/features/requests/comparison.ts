import { AstUtils, DocumentState, interruptAndCheck } from 'langium';
import type { Connection } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import type { ComparedSize, ComparedStudy } from '../../../protocol/comparison.js';
import { answer } from '../../../protocol/connection.js';
import { comparisonRequest } from '../../../protocol/requests.js';
import type { Quantity } from '../../../present/formulas.js';
import { comparedView, ranksOf } from '../../../present/views/comparison.js';
import { estimateView } from '../../../present/views/estimated.js';
import { calibratedView, learnableBySamples } from '../../../present/views/samples.js';
import type { Predicted } from '../../../present/views/predicted.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';

/** Answers `comparisonRequest`. */
export function handleComparison(connection: Connection, services: ArchServices): void {
  answer(connection, comparisonRequest, async ({ uri }, cancelToken) => {
    const { predictions, shared } = services;
    await shared.workspace.WorkspaceManager.ready;
    await shared.workspace.DocumentBuilder.waitUntil(DocumentState.IndexedReferences, cancelToken);
    const document = uri === undefined ? undefined : await documentOf(services, uri, cancelToken);
    const nodes = uri === undefined ? predictions.allStudies() : (document?.declarations.filter(ast.isStudy) ?? []);
    const predicted: Predicted[] = [];
    const unpredicted: { uri: string; name: string }[] = [];
    for (const node of nodes.filter(({ name }) => name)) {
      await interruptAndCheck(cancelToken);
      const outcome = predictions.of(node);
      if (outcome.kind === 'predicted') predicted.push(outcome);
      else unpredicted.push({ uri: uriOf(node), name: node.name });
    }
    const ranks = ranksOf(predicted);
    return { studies: predicted.map((one, index) => compared(one, ranks[index] ?? 1)), unpredicted };
  });
}

function compared(one: Predicted, rank: number): ComparedStudy {
  const { node, written, sampleVerdict } = one;
  const { energy, samples, parameters, pattern, ...names } = comparedView(written, written.winner);
  return {
    uri: uriOf(node),
    ...names,
    energy: sizeOf(energy),
    samples: sizeOf(samples),
    calibrated: calibratedView(one),
    estimate: estimateView(one),
    pattern,
    parameters: sizeOf(parameters),
    learnable: learnableBySamples(sampleVerdict),
    verdict: sampleVerdict ?? null,
    rank,
  };
}

function sizeOf({ formula, value, number }: Quantity): ComparedSize {
  return { formula, value: Number.isFinite(value) ? value : null, text: number };
}

function uriOf(node: ast.Study): string {
  return AstUtils.getDocument(node).uri.toString();
}
