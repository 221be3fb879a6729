import { type Task, type TaskProvider, workspace } from 'vscode';
import type { StudyRequests } from '../requests.js';
import type { RunDefinition } from '../runs/run.js';
import { definitionFor, scopeOf, validationTask } from './validation-task.js';

/** Offers each study of the open .arch files as a task, and runs those of tasks.json. */
export class ValidationTaskProvider implements TaskProvider {
  constructor(
    private readonly requests: StudyRequests,
    private readonly cli: string,
  ) {}

  async provideTasks(): Promise<Task[]> {
    if (!workspace.isTrusted) return [];
    const files = workspace.textDocuments.filter(
      ({ languageId, uri }) => languageId === 'arch' && uri.scheme === 'file',
    );
    const tasks = files.map(async ({ uri }) => {
      const studies = await this.requests.studies(uri.toString());
      return studies.flatMap((study) => validationTask(definitionFor(uri, study), scopeOf(uri), this.cli) ?? []);
    });
    return (await Promise.all(tasks)).flat();
  }

  resolveTask(task: Task): Task | undefined {
    if (!workspace.isTrusted) return undefined;
    // VS Code drops a resolved task unless its definition is the very same object, which validationTask keeps.
    return validationTask(task.definition as RunDefinition, task.scope, this.cli);
  }
}
