export { attend, attendBackward, normBackward, normForward } from './tokens';
export { addScaled, drift } from './chain';
export { addUnpadded, pack } from './layout';
export { invertShifted } from './inverse';
export { addProduct, product, sumProducts } from './product';
export {
  outerProduct,
  packRows,
  packSamples,
  squareFromGroups,
  squareToGroups,
  sumsOver,
  weightedRows,
} from './readout';
export { combine, multiply, unitsForward } from './units';

/** Where memory is free from. */
export const free: usize = __heap_base;
