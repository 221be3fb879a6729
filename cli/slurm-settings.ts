import { InvalidArgumentError } from 'commander';
import type { SlurmSettings } from '../validation/index.js';

type Key = keyof SlurmSettings;

/** How each setting is called, what it means, and how it is read. */
const keys: Readonly<Record<string, { readonly field: Key; readonly kind: 'text' | 'count' | 'list' }>> = {
  partition: { field: 'partition', kind: 'text' },
  account: { field: 'account', kind: 'text' },
  qos: { field: 'qos', kind: 'text' },
  constraint: { field: 'constraint', kind: 'text' },
  gpus: { field: 'gpus', kind: 'text' },
  cpus: { field: 'cpus', kind: 'text' },
  memory: { field: 'memory', kind: 'text' },
  time: { field: 'time', kind: 'text' },
  parts: { field: 'parts', kind: 'count' },
  'at-once': { field: 'atOnce', kind: 'count' },
  module: { field: 'modules', kind: 'list' },
  setup: { field: 'setup', kind: 'list' },
};

/** The names of the settings of `--slurm`, in the order in which help lists them. */
export const slurmKeys = Object.keys(keys);

/**
 * Adds a setting `KEY=VALUE` to those that a call gives; `module` and `setup` can be given several times.
 * @throws InvalidArgumentError when there is no such setting, or it is not what it must be.
 */
export function withSlurmSetting(text: string, settings: SlurmSettings): SlurmSettings {
  const at = text.indexOf('=');
  const [key, value] = at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  const setting = keys[key];
  if (!setting) throw new InvalidArgumentError(`There is no setting ${key}; there is: ${slurmKeys.join(', ')}.`);
  if (value === '') throw new InvalidArgumentError(`Write a value: ${key}=...`);
  const { field, kind } = setting;
  if (kind === 'list') return { ...settings, [field]: [...((settings[field] as string[] | undefined) ?? []), value] };
  if (kind === 'text') return { ...settings, [field]: value };
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new InvalidArgumentError(`${key} is a whole number, 1 or more.`);
  return { ...settings, [field]: Number(value) };
}
