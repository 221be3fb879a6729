import { UriUtils, type URI } from 'langium';

/** A path of Windows from the root of a drive, `C:/nets`, or of a share, `//server/nets`. */
const fromDrive = /^[a-z]:\//i;
const fromShare = /^\/\/([^/]+)(\/.*)$/;

/**
 * The address that a path in a file means: relative to the file, or from a root. `\` parts names as `/` does.
 * @param path as the file has it.
 * @param file the address of the file.
 */
export function addressOf(path: string, file: URI): URI {
  const plain = path.replaceAll('\\', '/');
  if (fromDrive.test(plain)) return UriUtils.resolvePath(file.with({ authority: '', path: '/' }), plain);
  const [, authority, below] = fromShare.exec(plain) ?? [];
  if (authority !== undefined) return UriUtils.resolvePath(file.with({ authority, path: '/' }), below ?? '/');
  return UriUtils.resolvePath(UriUtils.dirname(file), plain);
}

/**
 * The path from a file to another.
 * @param isDotted whether a path downwards begins with `./`.
 */
export function relativePath(target: URI, file: URI, isDotted: boolean): string {
  const path = UriUtils.relative(UriUtils.dirname(file), target);
  return isDotted && !path.startsWith('../') ? `./${path}` : path;
}
