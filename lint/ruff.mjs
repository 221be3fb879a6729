// Lints the Python files and checks their format: node lint/ruff.mjs; with --fix it writes the format.
import { Workspace, PositionEncoding } from '@astral-sh/ruff-wasm-nodejs';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

const rules = ['E', 'W', 'F', 'I', 'B', 'N', 'UP', 'C4', 'SIM', 'RUF'];
const style = { 'line-length': 120, 'target-version': 'py38' };
/** Comments and docstrings may be a little longer than code, as in the TypeScript sources. */
const pycodestyle = { 'max-line-length': 132 };
/** Signatures have types in what is shipped; tests are called by pytest alone. */
const workspaces = {
  shipped: new Workspace(
    { ...style, lint: { select: [...rules, 'ANN'], ignore: ['ANN401'], pycodestyle } },
    PositionEncoding.UTF16,
  ),
  others: new Workspace({ ...style, lint: { select: rules, pycodestyle } }, PositionEncoding.UTF16),
};

/** A text with the safe fixes of its faults, the last one first so that places stay valid; of two that overlap the later one. */
function fixed(text, workspace) {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  const at = ({ row, column }) => (starts[row - 1] ?? text.length) + column - 1;
  const edits = workspace
    .check(text)
    .flatMap(({ fix }) => fix?.edits ?? [])
    .map(({ content, location, end_location: end }) => ({ content: content ?? '', from: at(location), to: at(end) }))
    .sort((one, other) => other.from - one.from);
  let result = text;
  let before = Infinity;
  for (const { content, from, to } of edits) {
    if (to > before) continue;
    result = result.slice(0, from) + content + result.slice(to);
    before = from;
  }
  return result;
}

const fixes = process.argv.includes('--fix');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.py'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter(Boolean);
let faults = 0;
const report = (text) => {
  faults++;
  process.stdout.write(`${text}\n`);
};
for (const file of files) {
  const workspace = file.includes('archscale_torch/') ? workspaces.shipped : workspaces.others;
  const text = fixes ? fixed(readFileSync(file, 'utf8'), workspace) : readFileSync(file, 'utf8');
  for (const { code, message, start_location: at } of workspace.check(text))
    report(`${file}:${at.row}:${at.column}: ${code ?? 'syntax'} ${message}`);
  const formatted = workspace.format(text);
  if (fixes) writeFileSync(file, formatted);
  else if (formatted !== text) report(`${file}: its format differs; node lint/ruff.mjs --fix writes it`);
}
process.stdout.write(`ruff: ${files.length} files, ${faults} faults\n`);
process.exitCode = faults > 0 || files.length === 0 ? 1 : 0;
