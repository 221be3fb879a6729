import { existsSync, readFileSync, rmSync } from 'node:fs';
import { exitCodeOf } from './command.mjs';

/** Runs vitest and counts its tests from the report that it leaves in test/output/NAME.json. */
export async function vitest(name, args) {
  const report = `test/output/${name}.json`;
  rmSync(report, { force: true });
  const code = await exitCodeOf('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ]);
  if (!existsSync(report)) throw new Error(`vitest ended with ${code} and left no report.`);
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  // A file that fails before its first test counts as one failure, and so does a failure that no test carries.
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = numFailedTests + brokenFiles;
  return {
    passed: numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: numPendingTests + numTodoTests,
  };
}
