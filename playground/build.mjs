// Builds the playground into dist/playground: static files that any web server can serve, under any path.
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const out = 'dist/playground';
const pages = ['explanation', 'diagram', 'curve', 'results'];

const options = {
  bundle: true,
  minify: true,
  platform: 'browser',
  target: 'es2022',
  logLevel: 'warning',
  outdir: out,
  loader: { '.ttf': 'file' },
};

/** The texts of examples/ as a module. */
const examples = {
  name: 'examples',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^archscale-examples$/ }, ({ path }) => ({ path, namespace: 'examples' }));
    onLoad({ filter: /.*/, namespace: 'examples' }, () => {
      const names = readdirSync('examples').filter((name) => name.endsWith('.arch'));
      const texts = names.map((name) => [name.slice(0, -5), readFileSync(join('examples', name), 'utf8')]);
      return { contents: `export const texts = ${JSON.stringify(Object.fromEntries(texts))};` };
    });
  },
};

/** Builds all files. */
export async function buildPlayground() {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await Promise.all([
    build({
      ...options,
      format: 'esm',
      splitting: true,
      entryPoints: { main: 'playground/main.ts', live: 'playground/live.ts' },
      plugins: [examples],
    }),
    build({
      ...options,
      format: 'esm',
      splitting: true,
      entryPoints: Object.fromEntries(pages.map((name) => [name, `client/${name}/page/main.ts`])),
    }),
    build({
      ...options,
      format: 'iife',
      entryPoints: {
        worker: 'worker/main.ts',
        host: 'playground/page/host.ts',
        'editor-worker': 'node_modules/monaco-editor/esm/vs/editor/editor.worker.js',
      },
    }),
  ]);
  copyFileSync('playground/index.html', join(out, 'index.html'));
  copyFileSync('playground/page/theme.css', join(out, 'theme.css'));
  copyFileSync('client/media/icon.png', join(out, 'icon.png'));
  const page = readFileSync('playground/page/page.html', 'utf8');
  for (const name of pages) writeFileSync(join(out, `page-${name}.html`), page.replaceAll('PAGE', name));
  await buildServiceWorker();
}

/** Last, as it knows what the others are. */
async function buildServiceWorker() {
  const files = readdirSync(out).sort();
  const hash = createHash('sha256');
  for (const name of files) hash.update(name).update(readFileSync(join(out, name)));
  const cached = { version: hash.digest('hex').slice(0, 16), files: ['./', ...files] };
  await build({
    ...options,
    format: 'iife',
    entryPoints: { 'service-worker': 'playground/service-worker.ts' },
    define: { cached: JSON.stringify(cached) },
  });
}
