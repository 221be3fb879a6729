import type { Command } from 'commander';
import { ExitCode } from '../exit-code.js';
import { withExamples } from '../help.js';
import { importedFile } from '../import/with-study.js';
import { importOnnx } from '../import/onnx/import.js';
import { importCheckpoint } from '../import/torch/import.js';
import type { ImportedNetwork } from '../import/network.js';
import { UnreadableModel } from '../import/unreadable-model.js';
import { WrongCall } from '../wrong-call.js';
import { writeOut } from '../write-out.js';

interface Options {
  readonly out?: string;
}

/** `archscale import MODEL`: the network of a model file, in the language. */
export function addImport(program: Command): void {
  const command = program
    .command('import')
    .description('write the network of a model file in the language; nothing in it is executed')
    .argument('<model>', 'an .onnx file, or a .pt file of PyTorch')
    .option('--out <file>', 'the .arch file to write; standard output when left out')
    .action(async (model: string, options: Options) => {
      process.exitCode = await run(model, options);
    });
  withExamples(command, [
    ['archscale import model.onnx --out model.arch', 'the layers with their names, equal sizes as one scale'],
    ['archscale import model.pt --out model.arch', 'a module or a state_dict that torch.save wrote; needs Python'],
  ]);
}

function read(model: string): Promise<ImportedNetwork> {
  return /\.(pt|pth|ckpt|bin)$/i.test(model) ? importCheckpoint(model) : importOnnx(model);
}

async function run(model: string, { out }: Options): Promise<ExitCode> {
  try {
    const name = out ?? 'imported.arch';
    const { text, diagnostics } = await importedFile(await read(model), name);
    for (const { line, column, severity, message } of diagnostics) {
      if (severity === 'error' || severity === 'warning')
        process.stderr.write(`${name}:${line}:${column}: ${severity}: ${message}\n`);
    }
    await writeOut(text, out);
    return ExitCode.success;
  } catch (error) {
    if (error instanceof UnreadableModel) throw new WrongCall(`${model} cannot be imported: ${error.message}`);
    throw error;
  }
}
