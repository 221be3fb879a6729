import { element } from './markup.js';

/** Hatches that are told apart without colours: a path within a tile of 12 pixels each. */
const tiles = [
  '',
  'M0 12L12 0M-3 3L3 -3M9 15L15 9',
  'M0 0L12 12M9 -3L15 3M-3 9L3 15',
  'M0 6H12',
  'M6 0V12',
  'M0 6H12M6 0V12',
  'M5 6H7M6 5V7',
  'M0 12L12 0M0 0L12 12',
  'M2 6A4 4 0 1 0 10 6A4 4 0 1 0 2 6',
  'M0 4L6 8L12 4',
];

/** How many regions have hatches and colours of their own. */
export const kindsOfRegion = tiles.length;

/** The hatch of a region: the same for as long as its key is. */
export function kindOfRegion({ key }: { readonly key: string }): number {
  return (Number(key) - 1) % kindsOfRegion;
}

/** The definitions of the hatches, to be used as `url(#hatch-3)`. */
export function hatchDefinitions(): string {
  const patterns = tiles.map((tile, kind) =>
    element(
      'pattern',
      { id: `hatch-${kind}`, width: 12, height: 12, patternUnits: 'userSpaceOnUse' },
      element('path', { d: tile || 'M0 0', class: 'hatch' }),
    ),
  );
  return element('defs', {}, ...patterns);
}

/** The fills of the regions: tints of colours that are told apart with any colour vision. */
const tints = ['0072b2', 'e69f00', '009e73', 'cc79a7', '56b4e9', 'd55e00', 'f0e442', '999999', '7f3c8d', '3969ac'];

/** The style of a drawing that stands alone: on white, for paper and pages. */
export function standaloneStyle(): string {
  const fills = Array.from({ length: kindsOfRegion }, (_, kind) => `.kind-${kind}{fill:#${tints[kind] ?? '888888'}}`);
  return [
    'text{font:12px system-ui,sans-serif;fill:#1f2328}',
    '.ground{fill:#ffffff}',
    '.tint{fill-opacity:.18}',
    '.hatch{fill:none;stroke:#1f2328;stroke-width:.7;opacity:.3}',
    '.frame{fill:none;stroke:#1f2328}',
    '.tick{stroke:#1f2328;stroke-opacity:.5}',
    ...lineStyle,
    '.boundary{stroke:#1f2328}',
    '.crossing{stroke:#1f2328}',
    '.learnable-line{stroke:#0a5c36}',
    '.estimate-line{stroke:#0a5c36}',
    '.algorithm-line{stroke:#0a5c36}',
    '.band{fill:#8a4b00;stroke:#8a4b00}',
    '.too-few{fill:#57606a;fill-opacity:.28}',
    '.between{fill:#57606a;fill-opacity:.13}',
    '.label{paint-order:stroke;stroke:#ffffff;stroke-width:4px;stroke-linejoin:round}',
    '.label-ground{fill:#ffffff;fill-opacity:.8}',
    '.title{font-size:15px;font-weight:600}',
    '.strong{font-weight:600}',
    '.faint{fill:#57606a}',
    '.point{fill:#ffffff;stroke:#1f2328;stroke-width:2}',
    '.point-core{fill:#1f2328}',
    ...fills,
  ].join('');
}

/** What tells lines apart beside their labels: width and dashes. Pages use it too. */
export const lineStyle: readonly string[] = [
  '.boundary{stroke-width:2.2;fill:none}',
  '.crossing{stroke-width:1;fill:none;opacity:.75}',
  '.learnable-line{stroke-width:3;fill:none}',
  '.estimate-line{stroke-width:2.4;fill:none;stroke-dasharray:6 3}',
  '.algorithm-line{stroke-width:1.6;fill:none;stroke-dasharray:9 3 2 3}',
  '.band{fill:currentColor;fill-opacity:.2;stroke:currentColor;stroke-width:1;stroke-dasharray:1 3}',
  '.published{stroke-dasharray:none}',
  '.derived{stroke-dasharray:9 4}',
  '.conjecture{stroke-dasharray:2 4}',
];
