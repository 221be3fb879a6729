import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { moveLinks, outsideCode } from '../packaging/links.mjs';

/** Where VitePress reads the pages of the site. */
export const pagesFolder = 'dist/site-pages';

/** Documents outside docs/ that are pages of the site. */
const documents = { 'CONTRIBUTING.md': 'contributing.md', 'CHANGELOG.md': 'changelog.md', 'README.md': 'overview.md' };

/**
 * Writes the pages of the site: the documents of the repository, a live page an example, and each other file that a
 * document links to as a page that shows its text. Links between them are rewritten.
 * @param {string} [folder] where the pages go; it is emptied first
 * @returns {readonly string[]} the paths of all pages in the folder
 * @throws {Error} naming every link that leads to no file
 */
export function writePages(folder = pagesFolder) {
  rmSync(folder, { recursive: true, force: true });
  const faults = [];
  const shown = new Set();
  const pages = new Map();
  for (const source of sources()) {
    const target = pageOf(source);
    const text = withoutComments(readFileSync(source, 'utf8').replaceAll('\r\n', '\n'));
    const linked = moveLinks(text, source, target, (file) => {
      if (!existsSync(file)) faults.push(`${source} links to ${file}, which does not exist.`);
      else if (!isPage(file) && !isPicture(file)) shown.add(file);
      return isPicture(file) ? file.slice('docs/'.length) : pageOf(file);
    });
    pages.set(target, linked);
  }
  for (const name of exampleNames()) pages.set(`examples/${name}.md`, examplePage(name));
  pages.set('examples/index.md', examplesPage());
  pages.set('settings.md', settingsPage());
  for (const file of shown) pages.set(pageOf(file), filePage(file));
  if (faults.length > 0) throw new Error(faults.join('\n'));
  for (const [page, text] of pages) {
    mkdirSync(dirname(join(folder, page)), { recursive: true });
    writeFileSync(join(folder, page), text);
  }
  cpSync('docs/images', join(folder, 'images'), { recursive: true });
  mkdirSync(join(folder, 'public'), { recursive: true });
  cpSync('client/media/icon.png', join(folder, 'public/icon.png'));
  return [...pages.keys()];
}

/** The documents of the repository that are pages. */
function sources() {
  const inDocs = readdirSync('docs', { recursive: true })
    .map((name) => `docs/${String(name).replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.md'));
  return [...Object.keys(documents), ...inDocs];
}

const exampleNames = () =>
  readdirSync('examples')
    .filter((name) => name.endsWith('.arch'))
    .map((name) => name.slice(0, -5))
    .sort();

const isPage = (file) => file in documents || /^docs\/.*\.md$/.test(file) || /^examples(\/[^/]+\.arch)?$/.test(file);

const isPicture = (file) => file.startsWith('docs/images/');

/** The page of a file of the repository: `docs/adr/README.md` is `adr/index.md`, `examples/lazy.arch` is `examples/lazy.md`. */
function pageOf(file) {
  if (file in documents) return documents[file];
  if (file === 'examples') return 'examples/index.md';
  const example = /^examples\/([^/]+)\.arch$/.exec(file)?.[1];
  if (example) return `examples/${example}.md`;
  if (/^docs\/.*\.md$/.test(file)) return file.slice('docs/'.length).replace(/README\.md$/, 'index.md');
  // A host may hide names that begin with a dot.
  return `files/${file.replaceAll(/(^|\/)\./g, '$1')}.md`;
}

/** Without what only tools read: how a table is made, that a command takes long. */
const withoutComments = (text) => outsideCode(text, (part) => part.replaceAll(/^ *<!--.*-->\n\n?/gm, ''));

const fence = (language, text) => `\`\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\`\n`;

function examplePage(name) {
  const text = readFileSync(`examples/${name}.arch`, 'utf8');
  return `# ${name}.arch\n\nThe file \`examples/${name}.arch\`. All examples are [in one list](./index.md).\n\n${fence('arch', text)}`;
}

function examplesPage() {
  const rows = exampleNames().map((name) => {
    const about = /^\/\/ (.*)$/m.exec(readFileSync(`examples/${name}.arch`, 'utf8'))?.[1] ?? '';
    return `| [${name}.arch](./${name}.md) | ${about} |`;
  });
  return `# Examples\n\nEach file below can be edited on its page.\n\n| file | subject |\n| --- | --- |\n${rows.join('\n')}\n`;
}

/** The settings of the extension, from its manifest. */
function settingsPage() {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
  const texts = JSON.parse(readFileSync('package.nls.json', 'utf8'));
  const text = (key) => texts[key?.replace(/^%(.*)%$/, '$1')] ?? '';
  const sections = [contributes.configuration].flat().flatMap(({ properties }) =>
    Object.entries(properties).map(([name, one]) => {
      const values = (one.enum ?? []).map((value, index) => {
        const about = text((one.enumDescriptions ?? one.markdownEnumDescriptions)?.[index]);
        return `- \`${value}\`${about && `: ${about}`}`;
      });
      const about = text(one.markdownDescription ?? one.description);
      const preset = `Type: ${[one.type].flat().join(' or ')}. Default: \`${JSON.stringify(one.default)}\`.`;
      return [`## ${name}`, about, preset, ...(values.length > 0 ? [values.join('\n')] : [])].join('\n\n');
    }),
  );
  return `# Settings\n\nThe settings of the VS Code extension.\n\n${sections.join('\n\n')}\n`;
}

function filePage(file) {
  if (statSync(file).isDirectory()) {
    const names = readdirSync(file).map((name) => `- \`${name}\``);
    return `# ${file}/\n\nA folder of the repository. It holds:\n\n${names.join('\n')}\n`;
  }
  const language = { '.ts': 'ts', '.mjs': 'js', '.json': 'json', '.py': 'python', '.yml': 'yaml' }[extname(file)] ?? '';
  return `# ${file}\n\nA file of the repository.\n\n${fence(language, readFileSync(file, 'utf8'))}`;
}
