import { isMet, type Figure, type Figures, type Section, type Taken } from './figures.js';

/** The tables of docs/performance.md, between its marks, from the figures that are kept. */
export function withTables(text: string, kept: Figures): string {
  const { figures } = kept;
  const sections: readonly Section[] = ['latency', 'activation', 'memory', 'engine', 'engines', 'pages'];
  const tables = new Map<string, string>(sections.map((section) => [section, table(figures, section)]));
  tables.set('taken', takenWords(kept, ', 600 keystrokes for the memory'));
  tables.set('engines', `${takenWords(kept.engines)}\n\n${tables.get('engines') ?? ''}`);
  tables.set('missed', missed(figures));
  let result = text;
  for (const [name, content] of tables) {
    const [start, end] = [`<!-- ${name}: npm run bench -- --keep -->`, `<!-- end of ${name} -->`];
    const [from, to] = [result.indexOf(start), result.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`docs/performance.md has no place for ${name}`);
    result = `${result.slice(0, from + start.length)}\n\n${content}\n\n${result.slice(to)}`;
  }
  return result;
}

function takenWords({ date, node, cores, isBrief }: Taken, less = ''): string {
  const how = isBrief ? `, by --brief: a tenth of the measurements${less}` : '';
  return `Taken on ${date} with Node ${node} on ${cores} cores${how}.`;
}

function table(figures: readonly Figure[], section: Section): string {
  const own = figures.filter((figure) => figure.section === section);
  const isCompared = own.some(({ plain }) => plain);
  const head = ['', 'p50', 'p95', 'p99', ...(isCompared ? ['plain p50', 'ratio'] : [])];
  const rows = own.map(({ name, own: { p50, p95, p99 }, plain, ratio, unit }) => [
    name,
    ...[p50, p95, p99].map((value) => `${value} ${unit}`),
    ...(isCompared ? [plain ? `${plain.p50} ${unit}` : '', String(ratio ?? '')] : []),
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function missed(figures: readonly Figure[]): string {
  const lines = figures.flatMap(({ name, section, goals }) =>
    goals
      .filter((goal) => !isMet(goal))
      .map(({ what, limit, found }) => `- ${section}, ${name}: ${what} is ${found}, the goal ${limit}.`),
  );
  return lines.length === 0 ? 'None: every goal is met.' : lines.join('\n');
}
