// npm run playground: builds the playground and serves it on this machine. npm run playground -- --build only builds it.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildPlayground } from './build.mjs';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.png': 'image/png',
  '.ttf': 'font/ttf',
};

/**
 * Serves a folder of static files under a path, to this machine only.
 * @param {string} folder
 * @param {{ port?: number, base?: string }} [options] the path begins and ends with a slash
 */
export async function serveFolder(folder, { port = 0, base = '/' } = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname.startsWith(base) ? normalize(pathname.slice(base.length) || 'index.html') : '';
    const file = join(folder, name);
    if (name === '' || name.startsWith('..') || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    readFile(file).then(
      (content) =>
        response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  return { url: `http://127.0.0.1:${server.address().port}${base}`, server };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  await buildPlayground();
  if (process.argv.includes('--build')) process.stdout.write('The playground is in dist/playground.\n');
  else {
    const { url } = await serveFolder('dist/playground', { port: 8080 });
    process.stdout.write(`The playground is at ${url}\nCtrl-C stops it.\n`);
  }
}
