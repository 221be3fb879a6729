import { AstUtils } from 'langium';
import * as ast from './generated/ast.js';
import { ReasonedError } from './reasoned-error.js';
import type { LoadedFile } from './text.js';

/** A size that a call gives, and how the caller calls it: `--samples`. */
export interface GivenSize {
  readonly name: string;
  readonly text: string;
}

/** An expression that came with a question and is no size; the reason says which, and why. */
export class NotASizeError extends ReasonedError {
  override readonly name = 'NotASizeError';
}

/** Each expression stands on lines of its own in a declaration that is put behind the file. */
const declared = ({ text }: GivenSize, index: number) => `\nstudy argument${index} {\n  ridge:\n${text}\n}` as const;

/** A file's text with sizes behind it, which then mean what they would mean in the file. */
export function withSizesBehind(text: string, sizes: readonly GivenSize[]): string {
  return text + sizes.map(declared).join('');
}

/**
 * The sizes that were put behind a file's text.
 * @param file the text with them, read.
 * @param before how many declarations the file has itself.
 * @throws NotASizeError
 */
export function sizesBehind(file: LoadedFile, before: number, sizes: readonly GivenSize[]): ast.Expression[] {
  const behind = file.model.declarations.slice(before);
  return sizes.map(({ name, text }, index) => {
    const study = behind[index];
    const property = ast.isStudy(study) ? study.properties[0] : undefined;
    const size = property && ast.isRidgeProperty(property) ? property.ridge : undefined;
    const first = (study?.$cstNode?.range.start.line ?? 0) + 3;
    const last = first + text.split('\n').length;
    const problem = file.diagnostics.find(
      ({ severity, line }) => severity === 'error' && line >= first && line <= last,
    );
    const isMore = behind.length > sizes.length || (ast.isStudy(study) && study.properties.length > 1);
    if (problem || isMore || !ast.isExpression(size) || !isNamed(size)) {
      const why = problem && !isMore ? { problem: problem.message } : {};
      throw new NotASizeError({ code: 'not-a-size', name, text, ...why });
    }
    return size;
  });
}

/** True when every name in it is known. */
function isNamed(expression: ast.Expression): boolean {
  return AstUtils.streamAst(expression).every((node) => !ast.isScaleReference(node) || node.scale?.ref !== undefined);
}
