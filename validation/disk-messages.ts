/** What is done with a file of a run when the disk refuses. */
export type DiskTask =
  | 'make-run-folder'
  | 'find-run-folder'
  | 'take-folder'
  | 'keep-earlier-files'
  | 'read-plan'
  | 'read-run-plan'
  | 'write-plan'
  | 'read-events'
  | 'repair-events'
  | 'write-events'
  | 'write-result'
  | 'write-versions'
  | 'write-log'
  | 'make-parts-folder'
  | 'read-parts'
  | 'read-jobs'
  | 'write-jobs';

/** Why a disk refuses, as its error code has it. */
export type DiskCause =
  | 'full'
  | 'quota'
  | 'read-only'
  | 'no-permission'
  | 'file-in-path'
  | 'folder-of-that-name'
  | 'disk-error'
  | 'link'
  | 'not-regular';
