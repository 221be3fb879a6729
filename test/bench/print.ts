import { isMet, type Figure, type Figures } from './figures.js';

const write = (line: string): void => void process.stdout.write(`${line}\n`);

/** Prints one figure as soon as it is known, beside the one that is kept. */
export function printFigure(figure: Figure, kept: Figures | undefined): void {
  const { name, own, plain, ratio, unit, goals } = figure;
  const before = kept?.figures.find((one) => one.section === figure.section && one.name === name);
  const cells = [own.p50, own.p95, own.p99].map((value) => String(value).padStart(7)).join('');
  const beside = plain ? `  plain ${String(plain.p50).padStart(6)}  ratio ${String(ratio).padStart(5)}` : '';
  const change = before ? `  kept ${before.own.p50}${before.ratio === undefined ? '' : `, ratio ${before.ratio}`}` : '';
  const missed = goals.filter((goal) => !isMet(goal)).map(({ what, limit }) => `  ${what} above ${limit}`);
  write(`${name.padEnd(58)}${cells} ${unit}${beside}${change}${missed.join('')}`);
}

/** Prints what begins. */
export function printTitle(title: string): void {
  write(`\n${title.padEnd(58)}${['p50', 'p95', 'p99'].map((cell) => cell.padStart(7)).join('')}`);
}
