import { expect, test } from 'vitest';
import { alignedTable } from '../../../present/text/table.js';

test('columns are aligned by what is seen, not by colours, marks and letters of double width', () => {
  const table = alignedTable(
    [{ title: 'name' }, { title: 'n', align: 'right' }, { title: '' }],
    [
      ['\u001b[1m幅\u001b[22m', '1', 'x'],
      ['width', '12', ''],
    ],
  );
  expect(table).toBe('  name     n\n  \u001b[1m幅\u001b[22m       1   x\n  width   12');
});

test('without titles there is no heading, and without rows nothing', () => {
  expect(alignedTable([{}, {}], [['a', 'b']])).toBe('  a   b');
  expect(alignedTable([{}, {}], [])).toBe('');
});

test('what is too wide has its last cell on lines of its own', () => {
  const long = 'word '.repeat(30).trim();
  const lines = alignedTable([{ title: 'a' }, { title: 'b' }], [['x', long]]).split('\n');
  expect(lines[0]).toBe('  a');
  expect(lines.slice(1, 3)).toEqual(['      b', '  x']);
  expect(lines.slice(3).every((line) => line.startsWith('      word') && line.length <= 110)).toBe(true);
});

test('where that is still too wide, cells from the right are below their row, with their titles', () => {
  const long = 'x'.repeat(60);
  const columns = [{ title: 'a' }, { title: 'b' }, { title: 'c' }, {}];
  const table = alignedTable(columns, [
    ['1', long, long, 'end'],
    ['2', 'short', '', ''],
  ]);
  expect(table.split('\n')).toEqual(['  a   b', `  1   ${long}`, `      c: ${long}; end`, `  2   short`]);
});
