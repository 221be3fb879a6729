// The simulation of data files, which prints what describe finds in them: npm run data -- ROWS DRAWS.
import { runBundled } from '../run/bundled.mjs';

await runBundled(new URL('print.ts', import.meta.url), 'data');
