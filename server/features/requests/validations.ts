import type { Connection, Position, Range } from 'vscode-languageserver';
import { GrammarUtils } from 'langium';
import * as ast from '../../../language/generated/ast.js';
import { lowerValidation } from '../../../language/index.js';
import { studyKey } from '../../../language/lowering/key.js';
import type { ArchServices } from '../../services.js';
import { documentOf } from './on-document.js';

/** The `validate` block of a study. */
export interface ValidationBlock {
  readonly study: string;
  /** The same for as long as the plan of the study is the same. */
  readonly key: string;
  /** Where the word `validate` stands. */
  readonly word: Range;
  /** Where the block ends. */
  readonly end: Position;
}

/** `archscale/validations` {uri}: the `validate` blocks of a file whose studies can be planned, in the order of the text. */
export function handleValidations(connection: Connection, services: ArchServices): void {
  connection.onRequest(
    'archscale/validations',
    async ({ uri }: { uri: string }, cancelToken): Promise<ValidationBlock[]> => {
      const document = await documentOf(services, uri, cancelToken);
      return (document?.declarations.filter(ast.isStudy) ?? []).flatMap(blockOf);
    },
  );
}

function blockOf(study: ast.Study): ValidationBlock[] {
  const block = study.properties.find(ast.isValidation);
  const word = GrammarUtils.findNodeForProperty(block?.$cstNode, 'key')?.range;
  const validated = block && lowerValidation(study);
  if (!validated || !word || !block.$cstNode) return [];
  const { samples, scan } = validated.settings;
  const ends = scan && [scan.from, scan.to].map(String);
  const settings = { ...validated.settings, samples: samples?.map(String), scan: ends };
  const key = `${studyKey(validated.study)} ${JSON.stringify(settings)}`;
  return [{ study: study.name, key, word, end: block.$cstNode.range.end }];
}
