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

/** The definitions of the hatches, to be used as `url(#hatch-3)`, and of the marks `url(#hard-phase)`. */
export function hatchDefinitions(): string {
  const patterns = tiles.map((tile, kind) =>
    element(
      'pattern',
      { id: `hatch-${kind}`, width: 12, height: 12, patternUnits: 'userSpaceOnUse' },
      element('path', { d: tile || 'M0 0', class: 'hatch' }),
    ),
  );
  const marks = element(
    'pattern',
    { id: 'hard-phase', width: 20, height: 14, patternUnits: 'userSpaceOnUse' },
    element('path', { d: 'M3 3L6 6M6 3L3 6M13 9L16 12M16 9L13 12', class: 'hard-mark' }),
  );
  return element('defs', {}, ...patterns, marks);
}
