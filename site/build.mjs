import { cpSync, existsSync, rmSync } from 'node:fs';
import { build } from 'vitepress';
import { buildPlayground } from '../playground/build.mjs';
import { deadLinks } from './links.mjs';
import { writePages } from './pages.mjs';

/**
 * Builds the site with the playground in it, as static files. The working folder is that of the repository, whose parser
 * and colours are generated.
 * @param {{ base?: string, out?: string }} [options] base: the path that the site is served under, with a slash at both
 *   ends; out: the folder of the site, which is emptied first
 * @throws {Error} naming every dead link
 */
export async function buildSite({ base = '/', out = 'dist/site' } = {}) {
  if (!/^\/([^/?#]+\/)*$/.test(base)) throw new Error(`--base ${base}: begin and end it with a slash, as in /x/.`);
  if (!existsSync('syntaxes/arch.tmLanguage.json')) throw new Error('The colours are missing: run npm run generate.');
  rmSync(out, { recursive: true, force: true });
  writePages();
  await buildPlayground();
  await build('site', { base, outDir: `${process.cwd()}/${out}` });
  cpSync('dist/playground', `${out}/playground`, { recursive: true });
  const dead = deadLinks(out, base);
  if (dead.length > 0) throw new Error(`These links of the site lead nowhere:\n${dead.join('\n')}`);
}
