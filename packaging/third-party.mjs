import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages } from './bundled-packages.mjs';

/**
 * Writes what must go with the bundles: the licences of the packages in them, and a software bill of materials (CycloneDX 1.5).
 * The same packages give the same bytes.
 * @param metafiles what esbuild tells of each bundle
 * @param folder where both files go
 */
export function writeThirdParty(metafiles, folder) {
  const packages = bundledPackages(metafiles);
  const nameless = packages.filter(({ license }) => !license).map(({ name }) => name);
  if (nameless.length > 0)
    throw new Error(`These packages do not say under which licence they are: ${nameless.join(', ')}`);
  writeFileSync(join(folder, 'third-party-licenses.txt'), notices(packages));
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(billOfMaterials(packages), undefined, 2)}\n`);
}

/** The licences, each once, under the packages that it is for. */
function notices(packages) {
  const byText = new Map();
  for (const one of packages) {
    const text =
      one.text ?? `${one.license}${one.author ? `, by ${one.author}` : ''}. The package has no file with its licence.`;
    byText.set(text, [...(byText.get(text) ?? []), `${one.name} ${one.version} (${one.license})`]);
  }
  const line = '-'.repeat(100);
  const sections = [...byText].map(([text, names]) => `${line}\n${names.join('\n')}\n${line}\n\n${text}\n`);
  return `Archscale contains code of these packages, under their licences.\n\n${sections.join('\n')}`;
}

function billOfMaterials(packages) {
  const { name, version, license } = JSON.parse(readFileSync('package.json', 'utf8'));
  const component = (one, type) => ({
    type,
    'bom-ref': `${one.name}@${one.version}`,
    name: one.name,
    version: one.version,
    licenses: [/ (OR|AND) /.test(one.license) ? { expression: one.license } : { license: { id: one.license } }],
    purl: `pkg:npm/${one.name.replace('@', '%40')}@${one.version}`,
  });
  const components = packages.map((one) => component(one, 'library'));
  // A serial number must be new for a new bill and may be the same for the same one.
  const hash = createHash('sha256')
    .update(JSON.stringify([version, components]))
    .digest('hex');
  const serial = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `5${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ];
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.5.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    serialNumber: `urn:uuid:${serial.join('-')}`,
    version: 1,
    metadata: { component: component({ name, version, license }, 'application') },
    components,
    dependencies: [{ ref: `${name}@${version}`, dependsOn: components.map((one) => one['bom-ref']) }],
  };
}
