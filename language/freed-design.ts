import * as ast from './generated/ast.js';
import { sizesBehind, withSizesBehind, type GivenSize } from './parse-expression.js';
import { lowerDesign, type Design, type UnknownSize } from './lowering/design.js';
import type { LoadedFile } from './text.js';

/**
 * A study of a file with some of its sizes free, to ask what other sizes would do.
 * @param loaded the file; it is read anew, so that its own syntax tree stays as it is.
 * @param read reads another text in its place.
 * @param name the study.
 * @param sizes expressions that came with the question; they mean what they would mean in the file.
 * @returns undefined while the study is broken.
 * @throws NotASizeError when an expression is none.
 */
export async function freedDesign(
  { model, document }: LoadedFile,
  read: (text: string) => Promise<LoadedFile>,
  name: string,
  free: readonly string[],
  sizes: readonly GivenSize[],
): Promise<Design | UnknownSize | undefined> {
  const own = document.textDocument.getText();
  const loaded = await read(withSizesBehind(own, sizes));
  const node = loaded.studies.find((one) => one.name === name);
  const expressions = sizesBehind(loaded, model.declarations.length, sizes);
  return ast.isStudy(node) ? lowerDesign(node, free, expressions) : undefined;
}
