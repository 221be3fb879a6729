// Compiles the numerical core to WebAssembly and writes its bytes as a module of TypeScript: npm run generate.
import { main } from 'assemblyscript/asc';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const options = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--noAssert', '--use', 'abort='];
let bytes;
const { error, stderr } = await main(['assembly/index.ts', ...options, '--outFile', 'core.wasm', '--baseDir', folder], {
  writeFile: (name, contents) => (bytes = contents),
});
if (error || !bytes) {
  process.stderr.write(`${stderr.toString()}${error?.message ?? ''}\n`);
  process.exit(1);
}
mkdirSync(`${folder}generated`, { recursive: true });
const text = Buffer.from(bytes).toString('base64');
writeFileSync(
  `${folder}generated/bytes.ts`,
  `/** The numerical core, compiled from validation/core/assembly, in base 64. */\nexport const coreBytes =\n  '${text}';\n`,
);
