/** What both shops and npm ask of a manifest beyond what VS Code does. */
const wanted = ['description', 'icon', 'keywords', 'license', 'publisher', 'repository', 'bugs', 'homepage'];

/**
 * Checks that a tag can be released.
 * @param {string} tag `v0.1.0`
 * @param {Readonly<Record<string, unknown>>} manifest package.json
 * @param {string} changelog CHANGELOG.md
 * @returns {string} the notes of the release: the section of the changelog, without its heading
 * @throws {Error} saying everything that is wrong, and what to do
 */
export function releaseNotes(tag, manifest, changelog) {
  const { version } = manifest;
  const heading = new RegExp(`^## ${String(version).replaceAll('.', '\\.')} \\((\\d{4}-\\d{2}-\\d{2})\\)$`);
  const sections = changelog.split(/^(?=## )/m).slice(1);
  const section = sections.find((one) => heading.test(firstLine(one)));
  const newest = sections.find((one) => !/^## Unreleased\b/.test(one));
  const unreleased = sections.find((one) => /^## Unreleased\b/.test(one));
  const notes = section?.split('\n').slice(1).join('\n').trim() ?? '';
  const faults = [
    ...(tag === `v${version}` ? [] : [`The tag is ${tag}, package.json has version ${version}: tag v${version}.`]),
    ...(section ? [] : [`CHANGELOG.md has no section "## ${version} (YYYY-MM-DD)": rename its "Unreleased".`]),
    ...(section && notes === '' ? [`The section of ${version} in CHANGELOG.md says nothing.`] : []),
    ...(section && section !== newest ? [`The section of ${version} is not the newest of CHANGELOG.md.`] : []),
    ...(/^- /m.test(unreleased ?? '')
      ? ['CHANGELOG.md has changes under "Unreleased": move them to the version.']
      : []),
    ...wanted.filter((field) => !manifest[field]).map((field) => `package.json has no "${field}".`),
  ];
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return `${notes}\n`;
}

const firstLine = (text) => text.split('\n', 1)[0] ?? '';
