import { BrowserMessageReader, BrowserMessageWriter, createMessageConnection } from 'vscode-languageclient/browser';
import type { Planner } from '../plans/planned.js';
import { askPlan } from '../../protocol/in-worker.js';
import { serveFiles } from './files.js';

/**
 * Plans each study in a worker of its own, which reaches imports through the workspace.
 * @param script the address of the worker's script
 */
export function plannerInWorkers(script: string): Planner {
  return (question, signal) => {
    const worker = new Worker(script);
    const connection = createMessageConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));
    serveFiles(connection);
    return askPlan(worker, connection, question, signal);
  };
}
