/** What a resource file says must come out; written by hand in its comments. */
export type Expectation = { readonly line: string } & (
  | { readonly kind: 'best'; readonly pattern: string }
  | { readonly kind: 'energy' | 'readout'; readonly pattern: string; readonly size: ExpectedSize }
  | {
      readonly kind: 'layer';
      readonly what: string;
      readonly layer: string;
      readonly pattern: string;
      readonly size: ExpectedSize;
    }
  | {
      readonly kind: 'boundary' | 'crossing';
      readonly variable: string;
      readonly exponents: Record<string, string>;
      readonly below: string;
      readonly above: string;
    }
);

export interface ExpectedSize {
  readonly exponents: Record<string, string>;
  readonly value: number;
}

/** The `// expects …` lines of a file. */
export function expectationsOf(text: string): Expectation[] {
  return [...text.matchAll(/^\/\/ expects (.*)$/gm)].map((match) => parsed(match[1] ?? ''));
}

function parsed(line: string): Expectation {
  const best = /^best: (.+)$/.exec(line);
  if (best) return { line, kind: 'best', pattern: best[1] ?? '' };

  const whole = /^(energy|readout) of (.+): (.+) = (\S+)$/.exec(line);
  if (whole) {
    const [, kind, pattern = '', size = '', value] = whole;
    return { line, kind: kind === 'energy' ? 'energy' : 'readout', pattern, size: sizeOf(size, value) };
  }
  const layer = /^(M|D|beta|cost) of (\w+) in (.+): (.+) = (\S+)$/.exec(line);
  if (layer) {
    const [, what = '', name = '', pattern = '', size = '', value] = layer;
    return { line, kind: 'layer', what, layer: name, pattern, size: sizeOf(size, value) };
  }
  const edge = /^(boundary|crossing) (\w+) = (.+): (.+) \| (.+)$/.exec(line);
  if (edge) {
    const [, kind, variable = '', at = '', below = '', above = ''] = edge;
    return {
      line,
      kind: kind === 'boundary' ? 'boundary' : 'crossing',
      variable,
      exponents: exponentsOf(at),
      below,
      above,
    };
  }
  throw new Error(`not an expectation: ${line}`);
}

function sizeOf(product: string, value: string | undefined): ExpectedSize {
  return { exponents: exponentsOf(product), value: Number(value) };
}

/** `N^(1/2) d^(-1/2)` as exponents by name; `1` has none. */
function exponentsOf(product: string): Record<string, string> {
  if (product === '1') return {};
  return Object.fromEntries(
    product.split(' ').map((factor) => {
      const [name = '', exponent = '1'] = factor.split('^');
      return [name, exponent.replace(/^\((.*)\)$/, '$1')];
    }),
  );
}
