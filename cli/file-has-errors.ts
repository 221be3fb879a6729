/** What was asked for depends on an error of the file, which has been reported. Ends with exit code 1. */
export class FileHasErrors extends Error {
  /** Always `FileHasErrors`. */
  override readonly name = 'FileHasErrors';
}
