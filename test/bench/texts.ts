/** Files like those that people write, and where in the first of them somebody types. */
export interface Workplace {
  /** By name; `study.arch` is the one that is open. */
  readonly files: Readonly<Record<string, string>>;
  /** Behind the 2 of a width of a layer, in a network in the middle of the file. */
  readonly layer: Spot;
  /** Behind the value of a size that many studies follow from. */
  readonly size: Spot;
}

/** A place in a text, both counted from 0. */
export interface Spot {
  readonly line: number;
  readonly character: number;
}

export const opened = 'study.arch';

const sizes = `/** The number of inputs. */
scale d = 64

/** The length of a sequence. */
scale L ~ d

scale patches ~ d^(1/2)
scale patch   ~ d^(1/2)
`;

const targets = `import "./sizes.arch"

target cubic   = he(3)
target quintic = he(5)
target slope   = he(1)
target mixed   = he(1) + 0.5 * he(3)
target attend  = attentive(3)
`;

/**
 * A file of about so many lines that imports two others: sections of a network or two, sizes of their own, and studies
 * with samples and ridges, all different.
 */
export function workplace(lines: number): Workplace {
  const head = ['import "./sizes.arch"', 'import "./targets.arch"', '', 'scale N = 4096', ''];
  const text = [...head];
  let middle = 0;
  for (let section = 0; section === 0 || text.length < lines - 12; section++) {
    if (text.length < lines / 2) middle = text.length;
    text.push(...(sections[section % sections.length] ?? stack)(section));
  }
  const line = text.findIndex((one, at) => at >= middle && one.includes('width: 2 * '));
  const layer = { line, character: (text[line] ?? '').indexOf('width: 2') + 'width: 2'.length };
  const size = { line: 3, character: 'scale N = 4096'.length };
  return { files: { [opened]: `${text.join('\n')}\n`, 'sizes.arch': sizes, 'targets.arch': targets }, layer, size };
}

const activations = ['erf', 'tanh', 'relu', 'gelu'] as const;

function stack(section: number): string[] {
  const depth = 2 + (section % 3);
  const layers = Array.from({ length: depth }, (_, at) => {
    const activation = at === 0 ? 'erf' : (activations[(section + at) % activations.length] ?? 'erf');
    const width = at === 0 ? `wide${section}` : at === 1 ? `2 * narrow${section}` : 'N';
    return `  ${at > 1 ? 'residual ' : ''}dense h${at + 1} (width: ${width}, activation: ${activation})`;
  });
  return [
    `// ${section}. A stack of ${depth} dense layers: where does it begin to specialise?`,
    `scale wide${section}   = ${256 * (1 + (section % 7))}`,
    `scale narrow${section} ~ 4 * d`,
    '',
    `network Stack${section} {`,
    '  input gaussian(d)',
    ...layers,
    '  output linear',
    '}',
    '',
    `// With samples to spare, and with a ridge.`,
    `study Cubic${section} {`,
    `  network: Stack${section}`,
    '  target: cubic',
    `  samples: ${20 + section} * d`,
    '}',
    '',
    `study Mixed${section} {`,
    `  network: Stack${section}`,
    '  target: mixed',
    `  ridge: 1 / wide${section}`,
    '}',
    '',
  ];
}

function convolution(section: number): string[] {
  return [
    `// ${section}. Patches, and then all of them at once.`,
    `scale channels${section} ~ ${1 + (section % 5)} * d^(1/2)`,
    '',
    `network Patches${section} {`,
    '  input patches(patches, patch)',
    `  conv c (channels: channels${section}, activation: erf)`,
    '  output flatten',
    '}',
    '',
    `study Linear${section} {`,
    `  network: Patches${section}`,
    '  target: slope',
    '}',
    '',
  ];
}

function attention(section: number): string[] {
  return [
    `// ${section}. What an embedding before attention saves.`,
    `scale embedding${section} ~ ${2 + (section % 6)} * d`,
    '',
    `network Embedded${section} {`,
    '  input tokens(L, d)',
    `  dense e (width: embedding${section}, activation: linear)`,
    '  norm n',
    '  attention a (heads: 1)',
    '  output linear',
    '}',
    '',
    `study Attends${section} {`,
    `  network: Embedded${section}`,
    '  target: attend',
    `  samples: d^2`,
    '}',
    '',
  ];
}

const sections = [stack, stack, convolution, stack, attention];
