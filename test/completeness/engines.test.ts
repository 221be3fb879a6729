import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import manifest from '../../package.json';
import { engineChoices } from '../../language/syntax/words.js';
import { engines } from '../../validation/engines/index.js';
import { root } from '../architecture/sources.js';

const names = engines.map(({ name }) => name);
const grammar = readFileSync(join(root, 'language/arch.langium'), 'utf8');
const documentation = readFileSync(join(root, 'docs/validation.md'), 'utf8');

/** Every list of engines in the manifest: what tasks and settings let one choose. */
function listsIn(part: unknown, path: string): [string, unknown][] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]): [string, unknown][] => {
    const isEngine = /(^|\.)engine$/.test(key) && typeof value === 'object' && value !== null && 'enum' in value;
    return isEngine ? [[`${path}.${key}`, value.enum]] : listsIn(value, `${path}.${key}`);
  });
}

describe('the engines', () => {
  it('are those that the language names', () => {
    const [, choice = ''] = /EngineSetting:\s*key='engine' ':' value=\(([^)]*)\)/.exec(grammar) ?? [];
    expect(choice.match(/\w+/g)).toEqual([...engineChoices]);
    expect(['auto', ...names]).toEqual([...engineChoices]);
  });

  it('are each what its name says', () => {
    expect(new Set(names).size).toBe(names.length);
    for (const { version, methods } of engines) {
      expect(version).not.toBe('');
      expect(methods.length).toBeGreaterThan(0);
    }
  });

  it('can all be chosen in tasks and settings', () => {
    const lists = listsIn(manifest.contributes, 'contributes');
    expect(lists.length).toBeGreaterThanOrEqual(2);
    for (const [path, list] of lists) expect(list, path).toEqual([...engineChoices]);
  });

  it.each(names)('%s is documented', (name) => {
    expect(documentation).toContain(`\`${name}\``);
  });
});
