import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';

const linkPattern = /<(?:a|link|script|img|iframe)\b[^>]*?\s(?:href|src)="([^"]*)"/g;
const idPattern = /\sid="([^"]+)"/g;

/**
 * The links of a built site that lead nowhere: to a file that does not exist, to an anchor that its page does not have, or
 * to a path outside the base.
 * @param {string} folder the built site
 * @param {string} base the path that the site is served under: `/` or `/x/`
 * @returns {readonly string[]} `PAGE: LINK` for each
 */
export function deadLinks(folder, base) {
  const pages = readdirSync(folder, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.html'));
  const texts = new Map(pages.map((page) => [page, readFileSync(join(folder, page), 'utf8')]));
  const anchors = new Map([...texts].map(([page, text]) => [page, new Set(matches(text, idPattern))]));
  const isDead = (page, link) => {
    const { pathname, hash } = new URL(link, `http://site${base}${page}`);
    if (!pathname.startsWith(base)) return true;
    const file = fileOf(folder, decodeURIComponent(pathname.slice(base.length)));
    if (file === undefined) return true;
    const anchor = decodeURIComponent(hash.slice(1));
    return anchor !== '' && anchors.has(file) && !anchors.get(file)?.has(anchor);
  };
  return [...texts].flatMap(([page, text]) =>
    [...new Set(matches(text, linkPattern).map((link) => link.replaceAll('&amp;', '&')))]
      .filter((link) => !/^[a-z]+:/.test(link) && isDead(page, link))
      .map((link) => `${page}: ${link}`),
  );
}

/** The file that a static host answers a path with; undefined when there is none. */
function fileOf(folder, path) {
  const names = path === '' || path.endsWith('/') ? [posix.join(path, 'index.html')] : [path];
  return names.find((name) => existsSync(join(folder, name)) && statSync(join(folder, name)).isFile());
}

const matches = (text, pattern) => [...text.matchAll(pattern)].map(([, found = '']) => found);
