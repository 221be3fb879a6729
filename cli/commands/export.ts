import { Option, type Command } from 'commander';
import { networkPicture } from '../../present/network/picture.js';
import { networkSvg } from '../../present/network/svg.js';
import { chosenStudy } from '../chosen-study.js';
import { ExitCode } from '../exit-code.js';
import { exportedJson } from '../export/json.js';
import { latexDocument } from '../../present/latex/document.js';
import { mermaid } from '../../present/mermaid.js';
import { pytorchScript } from '../export/pytorch/script.js';
import { withFile } from '../file-argument.js';
import { withExamples } from '../help.js';
import type { PredictedStudy } from '../../present/views/predicted.js';
import { openSource } from '../source.js';
import { reportDiagnostics } from '../../present/text/diagnostics.js';
import { writeOut } from '../write-out.js';

/** What a study can be written as. A new form is a file in cli/export and a line here. */
const forms = {
  pytorch: pytorchScript,
  latex: latexDocument,
  json: (one) => `${JSON.stringify(exportedJson(one), undefined, 2)}\n`,
  mermaid: ({ study, prediction }) => mermaid(networkPicture(study, prediction)),
  svg: ({ study, prediction }) => `${networkSvg(networkPicture(study, prediction))}\n`,
} as const satisfies Record<string, (one: PredictedStudy) => string>;

type Form = keyof typeof forms;

interface Options {
  readonly study?: string;
  readonly to: Form;
  readonly out?: string;
}

/** `archscale export FILE`: a study for other tools. */
export function addExport(program: Command): void {
  const command = withFile(program.command('export'))
    .description('write a study for other tools: a PyTorch script, LaTeX, JSON, or a picture of its network')
    .option('--study <name>', 'which study; the only one of the file when left out')
    .addOption(new Option('--to <form>', 'what to write').choices(Object.keys(forms)).makeOptionMandatory())
    .option('--out <file>', 'the file to write; standard output when left out')
    .action(async (file: string, options: Options) => {
      process.exitCode = await run(file, options);
    });
  withExamples(command, [
    ['archscale export examples/two-layer.arch --to pytorch --out net.py', 'a script that trains the network'],
    ['archscale export net.arch --study S --to latex --out s.tex', 'the patterns and the derivation, for a paper'],
    ['archscale export net.arch --study S --to svg --out net.svg', 'the layers, with the predicted pattern of each'],
  ]);
}

async function run(file: string, { study, to, out }: Options): Promise<ExitCode> {
  const source = await openSource(file);
  reportDiagnostics(source);
  const text = forms[to](chosenStudy(source, study));
  await writeOut(text, out);
  return source.hasErrors ? ExitCode.fileHasErrors : ExitCode.success;
}
