import type { LangiumDocument } from 'langium';
import * as ast from '../../language/generated/ast.js';

/** What a file declares. */
export function declarationsOf({ parseResult }: LangiumDocument): readonly ast.Declaration[] {
  return ast.isDocument(parseResult.value) ? parseResult.value.declarations : [];
}
