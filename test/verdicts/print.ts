import { errors, falseVerdicts, presetNames, presetRow } from './simulation.js';
import {
  correctionNames,
  falseCells,
  falseHead,
  headText,
  presetCells,
  presetHead,
  presetRuns,
  rowText,
  trials,
} from './tables.js';

// Line by line, as they take minutes.
const print = (line: string): boolean => process.stdout.write(`${line}\n`);

print(headText(falseHead));
for (const name of correctionNames) {
  const found = errors.map((error) => falseVerdicts(name, error, trials));
  print(rowText(falseCells(name, found)));
}
print(`\n${headText(presetHead)}`);
for (const name of presetNames) print(rowText(presetCells(presetRow(name, presetRuns))));
