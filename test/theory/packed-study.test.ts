import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { lowerStudy } from '../../language/index.js';
import { measuredKey, studyKey } from '../../language/lowering/prediction.js';
import { packedStudy, unpackedStudy } from '../../theory/packed-study.js';
import { Monomial, predict, representable, type Study } from '../../theory/index.js';
import { loadFile } from '../../language/file.js';
import { words } from '../../present/words/words.js';

const examples = readdirSync('examples').filter((name) => name.endsWith('.arch'));

const studiesOf = async (name: string): Promise<Study[]> => {
  const { studies } = await loadFile(`examples/${name}`, { wording: words });
  return studies.flatMap((node) => lowerStudy(node) ?? []);
};

it('a study that is packed and unpacked is the same question, with the same answer', async () => {
  let count = 0;
  for (const name of examples) {
    for (const study of await studiesOf(name)) {
      const again = unpackedStudy(packedStudy(study));
      expect(studyKey(again)).toBe(studyKey(study));
      expect(again.reference).toEqual(study.reference);
      if (representable(study.network, study.target)) continue;
      expect(predict(again).sampleScale.equals(predict(study).sampleScale)).toBe(true);
      count++;
    }
  }
  expect(count).toBeGreaterThan(20);
});

it('a monomial is what its powers say, prefactors and roots included', () => {
  const d = Monomial.size('d');
  for (const one of [
    Monomial.one,
    d,
    Monomial.constant('3/50').times(d.power('2/3')),
    Monomial.constant(2).power('1/2'),
  ])
    expect(Monomial.ofPowers(one.powers).equals(one)).toBe(true);
});

it('the key of what is measured is shared by studies that differ in names and samples alone', async () => {
  const [study] = await studiesOf('two-layer.arch');
  if (!study) throw new Error('two-layer.arch has no study');
  const { samples, ...rest } = study;
  expect(samples).toBeDefined();
  const key = measuredKey(study);
  const named = { ...rest, name: 'Other', network: { ...study.network, name: 'Net' } };
  expect(measuredKey(named)).toBe(key);
  expect(measuredKey({ ...study, ridge: Monomial.constant(2) })).not.toBe(key);
  expect(measuredKey({ ...study, noise: Monomial.constant(2) })).not.toBe(key);
  expect(measuredKey({ ...study, reference: new Map([...study.reference, ['d', 65]]) })).not.toBe(key);
});
