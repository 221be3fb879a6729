import type { Connection } from 'vscode-languageserver';
import { GrammarUtils } from 'langium';
import * as ast from '../../../language/generated/ast.js';
import { lowerValidation } from '../../../language/index.js';
import { studyKey } from '../../../language/lowering/prediction.js';
import { answer } from '../../../protocol/connection.js';
import { validationsRequest } from '../../../protocol/requests.js';
import type { PlannableStudy } from '../../../protocol/studies.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';

/** Answers `validationsRequest`. */
export function handleValidations(connection: Connection, services: ArchServices): void {
  answer(connection, validationsRequest, async ({ uri }, cancelToken) => {
    const document = await documentOf(services, uri, cancelToken);
    return (document?.declarations.filter(ast.isStudy) ?? []).flatMap(plannable);
  });
}

function plannable(study: ast.Study): PlannableStudy[] {
  const block = study.properties.find(ast.isValidation);
  const word = GrammarUtils.findNodeForProperty(block?.$cstNode, 'key')?.range;
  const validated = study.name ? lowerValidation(study) : undefined;
  if (!validated) return [];
  const { samples, scan } = validated.settings;
  const ends = scan && [scan.from, scan.to].map(String);
  const settings = { ...validated.settings, samples: samples?.map(String), scan: ends };
  const key = `${studyKey(validated.study)} ${JSON.stringify(settings)}`;
  return [{ study: study.name, key, word: word ?? null, end: block?.$cstNode?.range.end ?? null }];
}
