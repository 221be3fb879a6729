/** The address of a file or folder of the host. */
export interface AddressParams {
  /** A URI as text. */
  readonly uri: string;
}

/** A text to be written. */
export interface WriteParams extends AddressParams {
  readonly text: string;
}

/** A file or folder to be moved. */
export interface MoveParams extends AddressParams {
  /** The address after the move. */
  readonly to: string;
}

/** What is known of a file or folder without reading it. */
export interface FileStatus {
  readonly isFolder: boolean;
  /** In bytes. */
  readonly size: number;
  /** When it was last changed, in milliseconds. */
  readonly time: number;
}

/** A file or folder that lies in a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}
