/** A file of about so many lines: networks of ten layers, each with its study. */
export function fileOf(lines: number): string {
  const head = 'scale d = 64\nscale N = 4096\ntarget cubic = he(3)\n';
  const blocks = Math.max(1, Math.round((lines - 3) / 18));
  return head + Array.from({ length: blocks }, (_, block) => networkAndStudy(block)).join('');
}

function networkAndStudy(block: number): string {
  const layers = Array.from({ length: 10 }, (_, layer) => `  dense h${layer} (width: N, activation: erf)\n`).join('');
  return (
    `network Net${block} {\n  input gaussian(d)\n${layers}  output linear\n}\n` +
    `study S${block} {\n  network: Net${block}\n  target: cubic\n}\n`
  );
}
