import * as ast from '../generated/ast.js';
import type { ColumnSelection } from './table.js';

/** What an input says of its data file, besides its path. */
export interface DataOptions extends ColumnSelection {
  /** The path of a file that holds a direction in the columns. */
  readonly direction?: string;
  /** Whether each column is shifted and scaled to zero mean and unit variance. */
  readonly standardize: boolean;
}

/** The options of an input; of those that are given twice the first. */
export function dataOptions({ options }: ast.DataInput): DataOptions {
  const label = options.find(ast.isLabelOption)?.label;
  const direction = options.find(ast.isDirectionOption)?.direction;
  const member = options.find(ast.isMemberOption)?.member;
  const columns = listOf(options, 'columns');
  const exclude = listOf(options, 'exclude');
  const oneHot = listOf(options, 'oneHot');
  return {
    ...(label !== undefined && { label }),
    ...(direction !== undefined && { direction }),
    ...(member !== undefined && { member }),
    ...(columns && { columns }),
    ...(exclude && { exclude }),
    ...(oneHot && { oneHot }),
    standardize: options.find(ast.isStandardizeOption)?.value === 'true',
  };
}

function listOf(options: readonly ast.DataOption[], key: ast.ColumnsOption['key']): readonly string[] | undefined {
  return options.filter(ast.isColumnsOption).find((option) => option.key === key)?.columns;
}
