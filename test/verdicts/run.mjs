// The simulation of verdicts, which prints its tables: npm run verdicts.
import { runBundled } from '../run/bundled.mjs';

await runBundled(new URL('print.ts', import.meta.url), 'verdicts');
