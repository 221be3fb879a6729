// npm run docs: builds the site into dist/site. Options: --base /x/, --out FOLDER, --serve.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serveFolder } from '../playground/serve.mjs';
import { buildSite } from './build.mjs';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
try {
  const { values } = parseArgs({
    options: {
      base: { type: 'string', default: '/' },
      out: { type: 'string', default: 'dist/site' },
      serve: { type: 'boolean', default: false },
      port: { type: 'string', default: '8081' },
    },
  });
  const { base, out, serve, port } = values;
  execFileSync('npm', ['run', 'generate', '--silent'], { stdio: 'inherit', shell: process.platform === 'win32' });
  await buildSite({ base, out });
  process.stdout.write(`The site is in ${out}. Every link leads somewhere.\n`);
  if (serve) {
    const { url } = await serveFolder(out, { port: Number(port), base });
    process.stdout.write(`The site is at ${url}\nCtrl-C stops it.\n`);
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
