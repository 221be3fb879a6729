import { workspace } from 'vscode';

/** True where the user allowed that imports and data lie outside of the workspace: no workspace can set it. */
export const mayReadOutside = (): boolean => workspace.getConfiguration('archscale').get('allowOutside', false);
