import { measureRandom, randomText, type RandomOutcome } from './random-networks.js';

const [first = 1, last = 200] = process.argv.slice(2).map(Number);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const outcomes: RandomOutcome[] = [];
let withErrors = 0;
for (let seed = first; seed <= last; seed++) {
  const outcome = await measureRandom(randomText(seed));
  if (!outcome) {
    withErrors++;
    continue;
  }
  outcomes.push(outcome);
  const { method, refused, predicted, measured, variable, values, energies, pattern, seen, seconds } = outcome;
  const said = refused
    ? 'refused'
    : `predicted ${predicted?.toFixed(2)} measured ${measured?.toFixed(2)} ${variable} ${values?.join(',')} E ${energies?.map((value) => value.toPrecision(3)).join(',')} | ${pattern} | ${seen}`;
  say(`${seed} ${method}: ${said} (${seconds.toFixed(1)} s)`);
}

say(`\n| what became of it | networks | exponent within 0.25 | median seconds |\n| --- | --- | --- | --- |`);
for (const method of new Set(outcomes.map(({ method: name }) => name))) {
  const own = outcomes.filter((outcome) => outcome.method === method);
  const near = own.filter(
    ({ predicted, measured }) =>
      predicted !== undefined && measured !== undefined && Math.abs(predicted - measured) < 0.25,
  );
  const seconds = own.map((outcome) => outcome.seconds).sort((a, b) => a - b)[Math.floor(own.length / 2)] ?? 0;
  say(`| ${method} | ${own.length} | ${own[0]?.refused ? '' : near.length} | ${seconds.toFixed(1)} |`);
}
say(`\n${withErrors} texts had errors of other kinds.`);
