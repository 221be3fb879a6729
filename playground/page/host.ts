/** What a page of the extension finds in the place of VS Code: the playground around it. */
let kept: unknown;

const host = {
  postMessage: (message: unknown): void => window.parent.postMessage({ page: window.name, message }, location.origin),
  getState: (): unknown => kept,
  setState: (state: unknown): void => void (kept = state),
};

Object.assign(globalThis, { acquireVsCodeApi: () => host });

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const follow = (): void => {
  document.body.className = dark.matches ? 'vscode-dark' : 'vscode-light';
};
dark.addEventListener('change', follow);
follow();
