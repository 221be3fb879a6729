import { AstUtils, DocumentState, interruptAndCheck } from 'langium';
import type { Connection } from 'vscode-languageserver';
import * as ast from '../../../language/generated/ast.js';
import { largestPart } from '../../../theory/parameters.js';
import type { Monomial, ReferenceSizes } from '../../../theory/monomial.js';
import type { ComparedSize, ComparedStudy } from '../../../protocol/comparison.js';
import { answer } from '../../../protocol/connection.js';
import { comparisonRequest } from '../../../protocol/requests.js';
import { measuredText, numberText } from '../../../present/numbers.js';
import type { Predicted } from '../../../present/views/predicted.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';

/** Two sample scales are equal when they differ by rounding only. */
const rounding = 1e-9;

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
    const needs = predicted.map(need);
    const rank = (own: number): number => 1 + needs.filter((other) => other < own - rounding).length;
    return { studies: predicted.map((one) => compared(one, rank(need(one)))), unpredicted };
  });
}

function need({ study, prediction }: Predicted): number {
  return prediction.sampleScale.log(study.reference);
}

function compared({ node, written, calibrated, standing }: Predicted, rank: number): ComparedStudy {
  const { study, prediction, winner } = written;
  const { reference } = study;
  return {
    uri: uriOf(node),
    name: study.name,
    network: study.network.name,
    target: study.target.name,
    energy: sizeOf(winner.energy, reference),
    samples: sizeOf(prediction.sampleScale, reference),
    calibrated: calibrated
      ? {
          text: measuredText(calibrated.samples.value, calibrated.samples.interval),
          run: calibrated.kept.run,
        }
      : null,
    pattern: winner.name,
    parameters: sizeOf(largestPart(study.network, reference).count, reference),
    learnable: standing === undefined ? null : standing === 'above',
    rank,
  };
}

function sizeOf(size: Monomial, reference: ReferenceSizes): ComparedSize {
  const value = size.value(reference);
  return { formula: size.toUnicode(), value: Number.isFinite(value) ? value : null, text: numberText(value) };
}

function uriOf(node: ast.Study): string {
  return AstUtils.getDocument(node).uri.toString();
}
