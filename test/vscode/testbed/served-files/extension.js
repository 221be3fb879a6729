// Runs in the web extension host: a workspace "served:/..." whose files lie behind the web server of the tests.
// eslint-disable-next-line @typescript-eslint/no-require-imports -- web extensions are CommonJS
const { EventEmitter, FileChangeType, FileSystemError, workspace } = require('vscode');

/** @typedef {import('vscode').Uri} Uri */

class ServedFiles {
  constructor() {
    this.changes = new EventEmitter();
    this.onDidChangeFile = this.changes.event;
  }

  watch() {
    return { dispose: () => undefined };
  }

  async stat(/** @type {Uri} */ uri) {
    return (await this.ask('stat', uri)).json();
  }

  async readDirectory(/** @type {Uri} */ uri) {
    return (await this.ask('list', uri)).json();
  }

  async readFile(/** @type {Uri} */ uri) {
    return new Uint8Array(await (await this.ask('read', uri)).arrayBuffer());
  }

  async writeFile(/** @type {Uri} */ uri, /** @type {Uint8Array} */ content) {
    await this.ask('write', uri, content);
    this.tell(uri, FileChangeType.Changed);
  }

  async createDirectory(/** @type {Uri} */ uri) {
    await this.ask('make', uri, '');
  }

  async delete(/** @type {Uri} */ uri) {
    await this.ask('remove', uri, '');
    this.tell(uri, FileChangeType.Deleted);
  }

  async rename(/** @type {Uri} */ from, /** @type {Uri} */ to) {
    await this.ask('rename', from, to.path);
    this.tell(from, FileChangeType.Deleted);
    this.tell(to, FileChangeType.Created);
  }

  tell(/** @type {Uri} */ uri, /** @type {number} */ type) {
    this.changes.fire([{ type, uri }]);
  }

  async ask(/** @type {string} */ what, /** @type {Uri} */ uri, /** @type {BodyInit | undefined} */ body) {
    const address = new URL(`/files/${what}?path=${encodeURIComponent(uri.path)}`, self.location.origin);
    const answer = await fetch(address, body === undefined ? {} : { method: 'POST', body });
    if (!answer.ok) throw FileSystemError.FileNotFound(uri);
    return answer;
  }
}

exports.activate = () => {
  workspace.registerFileSystemProvider('served', new ServedFiles());
};
