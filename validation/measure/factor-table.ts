/** P* over kappa E at the training level. Written by `npm run factors`. */
export const factorRows = [] as const;
