import { npm } from './testbed/processes.mjs';
import { installTestbed } from './testbed/install.mjs';

/** Before the tests: VS Code is installed and the extension packaged, once. */
export default async function packageExtension(): Promise<void> {
  await installTestbed((line) => process.stderr.write(`${line}\n`));
  const { code, output } = await npm(['run', 'package', '--silent'], { cwd: process.cwd() });
  if (code !== 0) throw new Error(`npm run package failed:\n${output}`);
}
