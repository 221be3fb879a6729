import { commands } from 'vscode';

/** Whether another engine may do what ended with a code: the engine is missing, or cannot measure this. */
export const isOfEngine = ({ code = '' }: { readonly code?: string }): boolean =>
  /^(engine|python|torch|webgpu)-/.test(code);

/** Opens the setting that decides whether an engine can measure: the Python of `torch`, else which engine is taken. */
export async function openEngineSetting(code: string): Promise<void> {
  const setting = /^(python|torch)-/.test(code) ? 'archscale.python' : 'archscale.validation.engine';
  await commands.executeCommand('workbench.action.openSettings', `@id:${setting}`);
}
