/** What the system's errors mean to whoever named a file. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'access to it is not permitted',
  EPERM: 'access to it is not permitted',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
};

/**
 * Why the system refused a file, in words.
 * @param error what it threw.
 * @param others what some of its codes mean here.
 */
export function systemReason(error: unknown, others: Readonly<Record<string, string>> = {}): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return others[code] ?? reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
