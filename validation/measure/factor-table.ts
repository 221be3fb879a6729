import type { FactorRow } from './factors.js';

/** P* over kappa E at the training level. Written by `npm run factors`. */
export const factorRows: readonly FactorRow[] = [];
