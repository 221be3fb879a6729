/**
 * What a worker asks of its host, an editor or a page: the files, which it cannot reach itself. Addresses are URIs as text; what cannot
 * be read is null.
 */
export const fileRequests = {
  /** {uri} to `FileStatus`, or null when there is nothing. */
  status: 'archscale/files/status',
  /** {uri} to the bytes of a file, or null. */
  read: 'archscale/files/read',
  /** {uri} to the `FolderEntry`s of a folder, or null. */
  list: 'archscale/files/list',
} as const;

/** What is known of a file or folder without reading it. */
export interface FileStatus {
  readonly isFolder: boolean;
  /** In bytes. */
  readonly size: number;
  /** When it was last changed, in milliseconds. */
  readonly time: number;
}

/** What lies in a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}
