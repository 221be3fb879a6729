/**
 * Measures random networks of the language at the rate level, each over a small plan of three sizes: node test/measure/random-networks.mjs [FIRST] [LAST] prints one line a network and a
 * table of what became of them.
 */
import { runBundled } from '../run/bundled.mjs';

await runBundled(new URL('random-networks-print.ts', import.meta.url), 'random-networks');
