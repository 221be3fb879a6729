import { Command } from 'commander';
import { version } from '../package.json';
import { addAdvise } from './commands/advise.js';
import { addCalibrate } from './commands/calibrate.js';
import { addCompare } from './commands/compare.js';
import { addCompletion } from './commands/completion.js';
import { addCurve } from './commands/curve.js';
import { addDescribe } from './commands/describe.js';
import { addDiagram } from './commands/diagram.js';
import { addExport } from './commands/export.js';
import { addImport } from './commands/import.js';
import { addLsp } from './commands/lsp.js';
import { addMcp } from './commands/mcp.js';
import { addPredict } from './commands/predict.js';
import { addReport } from './commands/report.js';
import { addValidate } from './commands/validate.js';
import { addWork } from './commands/work.js';

/** The command line, as `archscale --help` shows it. Errors are thrown, never ended with. */
export function archscale(): Command {
  const program = new Command('archscale')
    .description('Predict at which data and width scales a neural network learns features.')
    .version(version)
    .showHelpAfterError('(archscale --help lists the commands, archscale COMMAND --help shows one with examples)')
    .exitOverride();
  addPredict(program);
  addCompare(program);
  addAdvise(program);
  addDescribe(program);
  addDiagram(program);
  addExport(program);
  addImport(program);
  addCurve(program);
  addValidate(program);
  addWork(program);
  addCalibrate(program);
  addReport(program);
  addLsp(program);
  addMcp(program);
  addCompletion(program);
  return program;
}
