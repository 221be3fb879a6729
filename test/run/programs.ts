import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** With ARCHSCALE_TOOLS=required, tests that need a program fail without it instead of being skipped. */
const required = process.env.ARCHSCALE_TOOLS === 'required';

function works(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

const pythons = [process.env.ARCHSCALE_PYTHON, '/usr/bin/python3', 'python3', 'python'].filter(
  (name) => name !== undefined,
);
const foundTorch = pythons.find((name) => works(name, ['-c', 'import torch']));
const foundPython = pythons.find((name) => works(name, ['-c', 'import zipfile']));
const foundStatsmodels = pythons.find((name) => works(name, ['-c', 'import statsmodels.regression.dimred']));
const foundLatex = ['pdflatex'].find((name) => works(name, ['--version']));

/** A Python with PyTorch; its name even where there is none, when tests must not be skipped. */
export const pythonWithTorch = foundTorch ?? (required ? 'python3' : undefined);

/** A Python with statsmodels (Debian: python3-statsmodels). */
export const pythonWithStatsmodels = foundStatsmodels ?? (required ? 'python3' : undefined);

/** Any Python 3. */
export const python = foundPython ?? (required ? 'python3' : undefined);

/** pdflatex. */
export const latex = foundLatex ?? (required ? 'pdflatex' : undefined);

const testData = '/usr/share/libonnx-testdata/data';

/** The folder with the models that the ONNX project ships (Debian: libonnx-testdata). */
export const onnxTestData = existsSync(testData) || required ? testData : undefined;
