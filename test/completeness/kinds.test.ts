import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../architecture/sources.js';
import { consumers, mayRefuse, measured, type Consumer } from './consumers.js';
import { kinds, studiesOf, type Family, type SmallStudy } from './studies.js';

const families = Object.keys(kinds) as Family[];
const section = readFileSync(join(root, 'docs/language.md'), 'utf8').split(
  '## What each part does with each kind\n',
)[1];
const rows = (section ?? '').split('\n').filter((line) => line.startsWith('|'));
const cells = (row: string): string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

describe.each(families.flatMap((family) => kinds[family].map((name) => [family, name] as const)))(
  'the %s %s',
  (family, name) => {
    let studies: readonly SmallStudy[] = [];
    beforeAll(async () => {
      studies = await studiesOf(family, name);
    });

    it.each(Object.entries<Consumer>(consumers))('%s handles it or refuses it by name', async (title, consumer) => {
      const says = consumer.says(family, name);
      const advice = `${title} says "${says}" of the ${family} ${name}: add it to ${consumer.place[family]}`;
      expect(says, advice).not.toBe('unknown');
      let failure: unknown;
      try {
        await consumer.use(family, name, studies);
      } catch (error) {
        failure = error;
      }
      const isHandled = says === 'yes' || says === 'stands-for-others';
      if (isHandled) expect(failure, `${advice} (${failure instanceof Error ? failure.message : ''})`).toBeUndefined();
      else expect(failure, `${advice}, where it is refused though it works`).toBeDefined();
      if (!isHandled) expect(mayRefuse, advice).toContain(title);
      if (title === 'rate' || title === 'training')
        expect(isHandled || !measured[title].includes(name), advice).toBe(true);
    });

    it('has its row in docs/language.md, "What each part does with each kind"', () => {
      const columns = cells(rows[0] ?? '').slice(1);
      const row = rows.map(cells).find(([first]) => first === `${family} \`${name}\``);
      const wanted = columns.map((title) => {
        const says = (consumers as Readonly<Record<string, Consumer>>)[title]?.says(family, name) ?? 'no such column';
        return says === 'yes' ? 'yes' : says === 'stands-for-others' ? 'its parts' : `\`${says}\``;
      });
      expect(row?.slice(1), `add the row of ${family} ${name} to docs/language.md`).toEqual(wanted);
    });
  },
);

it('every reason for a refusal is explained in docs/language.md', () => {
  const reasons = families.flatMap((family) =>
    kinds[family].flatMap((name) => Object.values<Consumer>(consumers).map((one) => one.says(family, name))),
  );
  for (const reason of new Set(reasons)) {
    if (!['yes', 'stands-for-others'].includes(reason)) expect(section).toContain(`- \`${reason}\`: `);
  }
});
