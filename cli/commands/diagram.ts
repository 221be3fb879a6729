import type { Command } from 'commander';
import { svgOf } from '../../present/diagram/svg.js';
import { openDesign } from '../advised.js';
import { diagrammed, type DiagramCall } from '../diagrammed.js';
import { ExitCode } from '../exit-code.js';
import { formatOption, writeJson, type Format } from '../format.js';
import { withFile } from '../file-argument.js';
import { withExamples } from '../help.js';
import { diagramJson } from '../../present/json/diagram.js';
import { reportDiagnostics } from '../../present/text/diagnostics.js';
import { diagramText } from '../../present/text/diagram.js';
import { colorsOf } from '../terminal.js';
import { writeOut } from '../write-out.js';
import { WrongCall } from '../wrong-call.js';

interface Options extends DiagramCall {
  readonly svg?: string;
  readonly format: Format;
}

/** `archscale diagram FILE`: where each pattern wins, over two sizes. */
export function addDiagram(program: Command): void {
  const command = withFile(program.command('diagram'))
    .description('say where each pattern wins over two sizes of a study, with the equations of the borders')
    .option('--study <name>', 'which study; the only one of the file when left out')
    .option('--x <size>', 'the size across; alone: the energies against it')
    .option('--y <size>', 'the size up')
    .option('--samples <size>', 'show where so many samples suffice, such as "20*d"')
    .option('--span <sizes>', 'the least and the largest size to show, such as 1:1e6')
    .option('--svg <file>', 'draw it into a file')
    .addOption(formatOption())
    .action(async (file: string, options: Options) => {
      process.exitCode = await run(file, options);
    });
  withExamples(command, [
    ['archscale diagram examples/three-layer.arch --x N1 --y N2', 'the regions, and equations such as N1 = N2'],
    [
      'archscale diagram net.arch --x N1 --y N2 --samples "d^2" --svg net.svg',
      'a picture, with where d^2 samples suffice',
    ],
    ['archscale diagram net.arch --x N1 --format json', 'the energy of each pattern against N1, for a plot'],
  ]);
}

async function run(file: string, options: Options): Promise<ExitCode> {
  const design = await openDesign(file);
  reportDiagnostics(design.source);
  const answer = await diagrammed(design, options);
  if (options.svg !== undefined) {
    if (answer.kind === 'plot') throw new WrongCall('A picture needs two sizes: name the other with --y.');
    await writeOut(`${svgOf(answer.scene)}\n`, options.svg);
  }
  if (options.format === 'json') {
    writeJson({ file: design.source.file, diagnostics: design.source.diagnostics, ...diagramJson(answer) });
  } else {
    process.stdout.write(`${diagramText(answer, colorsOf(process.stdout))}\n`);
  }
  return design.source.hasErrors ? ExitCode.fileHasErrors : ExitCode.success;
}
