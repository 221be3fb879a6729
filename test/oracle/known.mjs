/** Kinds of differences that README.md explains: `--quiet` leaves them out. */
export const known = [
  'pattern energy (a layer without effect)',
  'pattern: not in the program (a layer without effect)',
  'crossing (a layer without effect)',
  'pattern cost (program',
  'recurrent',
];
