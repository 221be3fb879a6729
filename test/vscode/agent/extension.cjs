// An agent: calls tools of language models as calls.json in the workspace says, and writes what comes back.
// VS Code 1.100 gives its API to CommonJS alone.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { lm, workspace, Uri } = require('vscode');

exports.activate = async () => {
  const folder = workspace.workspaceFolders[0].uri;
  const calls = JSON.parse(String(await workspace.fs.readFile(Uri.joinPath(folder, 'calls.json'))));
  const answers = [];
  for (const { name, input } of calls) {
    const call = lm.invokeTool(name, { input, toolInvocationToken: undefined });
    answers.push(
      await call.then(
        ({ content }) => ({ texts: content.map(({ value }) => value) }),
        (error) => ({ error: error.message }),
      ),
    );
  }
  const written = { tools: lm.tools.map(({ name }) => name), answers };
  await workspace.fs.writeFile(Uri.joinPath(folder, 'answers.json'), Buffer.from(JSON.stringify(written)));
};
