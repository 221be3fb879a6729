import { EmptyFileSystemProvider, URI, UriUtils, type FileSystemNode } from 'langium';
import type { Connection } from 'vscode-languageserver';
import { anywhere, type ConfinedFiles, type Reach } from '../language/files/reach.js';
import { calibrationExtension } from '../language/calibration/format.js';
import { ask } from '../protocol/connection.js';
import {
  fileStatusRequest,
  listFolderRequest,
  moveFileRequest,
  readFileRequest,
  writeFileRequest,
} from '../protocol/requests.js';
import type { FileStatus } from '../protocol/files.js';

/**
 * The files of the host that started the worker, over requests to it. What is asked for at once is answered by what is known: which
 * .arch files were seen, and the calibration files, each read when it is first asked for.
 */
export class HostFiles extends EmptyFileSystemProvider implements ConfinedFiles {
  /** Where files may lie; the host, which knows the workspace, refuses others, whatever a worker asks for. */
  reachOf: (document?: URI) => Reach = () => anywhere;

  private readonly seen = new Set<string>();
  private readonly calibrations = new Map<string, string | undefined>();

  /** @param onCalibration is told the address of a calibration file that has been read after it was asked for */
  constructor(
    private readonly host: Connection,
    private readonly onCalibration: (uri: string) => void,
  ) {
    super();
  }

  /** The bytes of a file. @throws Error when it cannot be read. */
  async bytes(uri: URI): Promise<Uint8Array> {
    const bytes = await ask(this.host, readFileRequest, { uri: uri.toString() });
    if (!bytes) throw new Error(`${uri.toString()} cannot be read.`);
    return bytes;
  }

  /** What is known of a file or folder; undefined when there is nothing. */
  async status(uri: URI): Promise<FileStatus | undefined> {
    return (await ask(this.host, fileStatusRequest, { uri: uri.toString() })) ?? undefined;
  }

  /** Writes a file; the folders that it lies in are made. @throws Error with the host's reason. */
  async write(uri: URI, text: string): Promise<void> {
    await ask(this.host, writeFileRequest, { uri: uri.toString(), text });
  }

  /** Moves a file or folder. @throws Error with the host's reason. */
  async move(from: URI, to: URI): Promise<void> {
    await ask(this.host, moveFileRequest, { uri: from.toString(), to: to.toString() });
  }

  /** Takes what has changed; to be called before anything asks for the changed files. */
  async refresh(uris: readonly string[]): Promise<void> {
    await Promise.all(uris.map((uri) => this.look(uri)));
  }

  override async readFile(uri?: URI): Promise<string> {
    const text = new TextDecoder().decode(await this.bytes(URI.parse(String(uri))));
    this.seen.add(String(uri));
    return text;
  }

  override async readDirectory(uri?: URI): Promise<FileSystemNode[]> {
    const folder = URI.parse(String(uri));
    const entries = await ask(this.host, listFolderRequest, { uri: folder.toString() });
    return (entries ?? []).map(({ name, isFolder }) => ({
      uri: UriUtils.joinPath(folder, name),
      isFile: !isFolder,
      isDirectory: isFolder,
    }));
  }

  override async stat(uri: URI): Promise<FileSystemNode> {
    const status = await this.status(uri);
    if (!status) throw new Error(`There is no ${uri.toString()}.`);
    return { uri, isFile: !status.isFolder, isDirectory: status.isFolder };
  }

  override existsSync(uri?: URI): boolean {
    const address = String(uri);
    if (!address.endsWith(calibrationExtension)) return this.seen.has(address);
    if (!this.calibrations.has(address)) void this.firstLook(address);
    return this.calibrations.get(address) !== undefined;
  }

  override readFileSync(uri?: URI): string {
    const text = this.calibrations.get(String(uri));
    if (text === undefined) throw new Error(`${String(uri)} is not known.`);
    return text;
  }

  private async firstLook(address: string): Promise<void> {
    this.calibrations.set(address, undefined);
    await this.look(address);
    if (this.calibrations.get(address) !== undefined) this.onCalibration(address);
  }

  private async look(address: string): Promise<void> {
    const uri = URI.parse(address);
    if (address.endsWith(calibrationExtension)) {
      const bytes = await this.bytes(uri).catch(() => undefined);
      this.calibrations.set(address, bytes && new TextDecoder().decode(bytes));
    } else if (await this.status(uri)) this.seen.add(address);
    else this.seen.delete(address);
  }
}
