// The rows and the table of `npm run gpu`.

/** Where the table stands in docs/results.md. */
export const marks = ['<!-- gpu: npm run gpu -- --keep -->', '<!-- end of gpu -->'];

const rounded = (value) => String(Number(value.toPrecision(3)));

/** How far two results of one plan are apart, in their errors. */
export function agreementRow(names, first, second) {
  const title = `${names[0]} against ${names[1]}`;
  const theirs = new Map((second.result?.points ?? []).map((point) => [keyOf(point), point]));
  const apart = (first.result?.points ?? []).flatMap((point) => {
    const other = theirs.get(keyOf(point));
    return other ? [(point.value - other.value) / Math.hypot(point.error, other.error)] : [];
  });
  if (apart.length === 0) return [title, `no point in both: ${first.result ? second.why : first.why}`, ''];
  const square = Math.sqrt(apart.reduce((sum, value) => sum + value ** 2, 0) / apart.length);
  const most = Math.max(...apart.map(Math.abs));
  const seconds = [first, second].map(({ result }) => (result ? rounded(result.seconds) : '?'));
  return [
    title,
    `${apart.length} points, ${rounded(square)} errors apart (root mean square), ${rounded(most)} at most`,
    `${seconds[0]} s and ${seconds[1]} s`,
  ];
}

const keyOf = ({ sizes, seed }) => JSON.stringify([Object.entries(sizes).sort(), seed]);

/** A row for each line of rates.py. */
export function rateRows(text) {
  return text
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const { d, sets, readout, step, products, rate } = JSON.parse(line);
      const shares = step.map((time, index) => products[index] / time).sort((one, other) => one - other);
      const middle = [...step].sort((one, other) => one - other)[Math.floor(step.length / 2)];
      return [
        `a step of two layers, d = N = ${d}, ${4 * sets} chains, readout ${readout}`,
        `${rounded(shares[Math.floor(shares.length / 2)])} of the rate of its products, ${rounded(rate / 1e12)} TFLOP/s`,
        `${rounded(1000 * middle)} µs a chain`,
      ];
    });
}

/** A run, as far as it came. */
export function fullRow(name, result, why) {
  const values = result?.sweep?.values ?? [];
  const title = `full preset, two layers, d = ${values.join(', ')}: ${name}`;
  if (!result?.points?.length) return [`full preset, two layers: ${name}`, `no point was measured: ${why}`, ''];
  const of = result.plan?.points?.length ?? '?';
  const { measured } = result;
  const found = measured
    ? `exponent ${rounded(measured.exponent)} [${measured.interval.map(rounded).join(', ')}], predicted ${result.predicted.exponent}: ${result.verdict}`
    : `no exponent yet: ${result.reason}`;
  return [title, `${result.points.length} of ${of} points; ${found}`, `${rounded(result.seconds)} s`];
}

/** All rows as Markdown. */
export function table({ name, torch }, rows) {
  const head = ['', `${name}, PyTorch ${torch}`, 'time'];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A text with the table between its marks. */
export function withTable(text, content) {
  const [from, to] = marks.map((mark) => text.indexOf(mark));
  if (from < 0 || to < from) throw new Error('docs/results.md has no place for the table of npm run gpu');
  return `${text.slice(0, from + marks[0].length)}\n\n${content}\n\n${text.slice(to)}`;
}
