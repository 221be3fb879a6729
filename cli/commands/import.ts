import type { Command } from 'commander';
import { ExitCode } from '../exit-code.js';
import { formatOption, writeJson, type Format } from '../format.js';
import { withExamples } from '../help.js';
import { coverageLine } from '../import/coverage.js';
import { importedFile } from '../import/with-study.js';
import { importOnnx } from '../import/onnx/import.js';
import { importCheckpoint } from '../import/torch/import.js';
import { importSafetensors } from '../import/torch/safetensors.js';
import type { ImportedModel } from '../import/network.js';
import { UnreadableModel } from '../import/unreadable-model.js';
import { WrongCall } from '../wrong-call.js';
import { writeOut } from '../write-out.js';

interface Options {
  readonly out?: string;
  readonly allowPartial?: boolean;
  readonly runPython?: boolean;
  readonly format: Format;
}

/** `archscale import MODEL`: the network of a model file, in the language. */
export function addImport(program: Command): void {
  const command = program
    .command('import')
    .description('write the network of a model file in the language; nothing in it is executed')
    .argument('<model>', 'an .onnx file, a .pt file of PyTorch, or a .safetensors file')
    .option('--out <file>', 'the .arch file to write; standard output when left out')
    .option('--allow-partial', 'write a study even where parts of the model are missing')
    .option('--run-python', "let a PyTorch module's own code run, to see in which order it calls its parts")
    .addOption(formatOption())
    .action(async (model: string, options: Options) => {
      process.exitCode = await run(model, options);
    });
  withExamples(command, [
    ['archscale import model.onnx --out model.arch', 'the layers with their names, equal sizes as one scale'],
    ['archscale import model.pt --out model.arch', 'a module or a state_dict that torch.save wrote; needs Python'],
    ['archscale import model.pt --run-python', 'the steps of its forward, by torch.fx; needs PyTorch'],
    ['archscale import model.onnx --format json', 'the file, and which parts of the model are missing in it'],
  ]);
}

function read(model: string, runPython: boolean): Promise<ImportedModel> {
  if (/\.safetensors$/i.test(model)) return importSafetensors(model);
  return /\.(pt|pth|ckpt|bin|tar|pkl)$/i.test(model) ? importCheckpoint(model, runPython) : importOnnx(model);
}

async function run(
  model: string,
  { out, allowPartial = false, runPython = false, format }: Options,
): Promise<ExitCode> {
  try {
    const name = out ?? 'imported.arch';
    const { text, diagnostics, coverage } = await importedFile(await read(model, runPython), name, { allowPartial });
    if (format === 'json') {
      if (out !== undefined) await writeOut(text, out);
      writeJson({ file: out ?? null, text, diagnostics, coverage });
    } else {
      for (const { line, column, severity, message } of diagnostics) {
        if (severity === 'error' || severity === 'warning')
          process.stderr.write(`${name}:${line}:${column}: ${severity}: ${message}\n`);
      }
      await writeOut(text, out);
    }
    process.stderr.write(`${coverageLine(coverage)}\n`);
    return coverage.missing.length > 0 ? ExitCode.partial : ExitCode.success;
  } catch (error) {
    if (error instanceof UnreadableModel) throw new WrongCall(`${model} cannot be imported: ${error.message}`);
    throw error;
  }
}
