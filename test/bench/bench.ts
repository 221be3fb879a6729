import { Monomial } from '../../theory/monomial.js';
import { predict } from '../../theory/predict.js';
import type { Study } from '../../theory/study.js';
import { Session } from './session.js';
import { fileOf } from './texts.js';

const keystrokes = 40;

/** What is measured after each keystroke. */
const answers: readonly (readonly [string, (session: Session) => Promise<unknown>])[] = [
  ['keystroke to inlay hints', (session) => session.hints()],
  ['keystroke to hover', (session) => session.hover()],
  ['keystroke to completion', (session) => session.completion()],
  ['keystroke to diagnostics', (session) => session.nextDiagnostics()],
];

void measure();

async function measure(): Promise<void> {
  row('', 'p50', 'p95');
  for (const lines of [100, 1000]) {
    const session = new Session(fileOf(lines));
    await session.start();
    for (const [name, answer] of answers) {
      const times: number[] = [];
      for (let index = 0; index < keystrokes; index++) {
        const isLast = name.endsWith('diagnostics');
        const settled = session.nextDiagnostics();
        const start = performance.now();
        session.type();
        await (isLast ? settled : answer(session));
        times.push(performance.now() - start);
        // The next keystroke comes when the server is at rest, as people type.
        if (!isLast) await settled;
      }
      row(`${lines} lines: ${name}`, ...quantiles(times));
    }
    session.close();
  }
  for (const layers of [10, 1000]) {
    const times = Array.from({ length: 20 }, () => {
      const start = performance.now();
      predict(deep(layers));
      return performance.now() - start;
    });
    row(`engine: ${layers} layers`, ...quantiles(times));
  }
}

function deep(count: number): Study {
  const [d, width] = [Monomial.size('d'), Monomial.size('N')];
  const layers = Array.from({ length: count }, (_, index) => ({
    name: `h${index}`,
    kind: 'dense',
    residual: false,
    sizes: { width },
    activation: 'erf',
  }));
  return {
    name: 'deep',
    network: {
      name: 'deep',
      input: { kind: 'gaussian', dimension: d },
      layers,
      output: { kind: 'linear', scaling: 'standard' },
    },
    target: { name: 'cubic', kind: 'hermite', terms: [{ degree: 3, coefficient: 1 }], directions: Monomial.one },
    ridge: Monomial.one,
    reference: new Map([
      ['d', 64],
      ['N', 4096],
    ]),
  };
}

function quantiles(times: number[]): [string, string] {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (share: number): string => `${(sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1)} ms`;
  return [at(0.5), at(0.95)];
}

function row(name: string, ...cells: string[]): void {
  process.stdout.write(`${name.padEnd(40)}${cells.map((cell) => cell.padStart(12)).join('')}\n`);
}
