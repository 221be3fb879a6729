/** What esbuild tells of bundles: which files went into them. */
export function writeThirdParty(metafiles: readonly object[], folder: string): void;
