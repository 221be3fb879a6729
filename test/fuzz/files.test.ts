import { expect, test } from 'vitest';
import { explain, FileHasErrors, parse, predict } from '../../cli/library/index.js';
import { corpus } from './corpus.js';
import { mutated } from './mutation.js';
import { rounds, tell, timeout } from './rounds.js';

const fraction = /^-?\d+(\/\d+)?$/;

test('any file, however broken, is read, checked and predicted as far as it goes', { timeout }, async () => {
  const tally = await rounds(250, async (random) => {
    const text = mutated(random.pick(corpus), random);
    const imports = { './common.arch': mutated(random.pick(corpus), random) };
    const parsed = await parse(text, { imports });
    const ends = text.split(/\r\n|\r|\n/).length + 1;
    for (const { message, line, endLine, column, code, file } of parsed.diagnostics) {
      expect(message, text).toMatch(/\S/);
      expect(message, text).not.toMatch(/\bundefined\b|\bNaN\b|\[object|\n\s+at /);
      expect(code, `${message}\n${text}`).toMatch(/^arch-[a-z-]+$/);
      expect(line <= endLine && line >= 1 && column >= 1, `${message}\n${text}`).toBe(true);
      if (file === parsed.file) expect(endLine, `${message}\n${text}`).toBeLessThanOrEqual(ends);
    }
    const { studies } = await predict(parsed);
    for (const study of studies) {
      for (const { exponents, value } of [study.samples, ...study.patterns.map(({ energy }) => energy)]) {
        expect(
          Object.values(exponents).every((exponent) => fraction.test(exponent)),
          text,
        ).toBe(true);
        expect(value === null || value > 0, `${value}\n${text}`).toBe(true);
      }
      const best = study.patterns[0]?.energy.value ?? Infinity;
      expect(
        study.patterns.every(({ energy }) => (energy.value ?? Infinity) >= best * (1 - 1e-9)),
        text,
      ).toBe(true);
      try {
        await explain(parsed, { study: study.name });
      } catch (error) {
        if (!(error instanceof FileHasErrors)) throw error;
      }
    }
  });
  tell('files', tally);
});
