import { Option } from 'commander';

export type Format = 'text' | 'json';

/** `--format text|json`, as every command that answers takes it. */
export function formatOption(): Option {
  return new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text');
}

/** Prints a JSON answer on stdout. */
export function writeJson(answer: unknown): void {
  process.stdout.write(`${JSON.stringify(answer, undefined, 2)}\n`);
}
