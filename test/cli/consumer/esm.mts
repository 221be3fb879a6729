import { explain, parse, predict, type ParsedFile, type Predictions, type StudyPrediction } from 'archscale';

const text: string = process.argv[2] ?? '';
const parsed: ParsedFile = await parse(text);
const predictions: Predictions = await predict(parsed);
const study: StudyPrediction | undefined = predictions.studies[0];
const exponent: string | undefined = study?.samples.exponents['d'];
const verdict: boolean | null | undefined = study?.learnable;
// @ts-expect-error: exponents are exact fractions, not numbers.
const inexact: number | undefined = study?.samples.exponents['d'];
const { study: explained } = await explain(parsed, { pattern: 'lazy' });
const rule: 'published' | 'derived' | 'conjecture' | undefined = explained.derivation[0]?.status;

process.stdout.write(JSON.stringify({ exponent, verdict, inexact, rule, samples: study?.samples.expression }));
