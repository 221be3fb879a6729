import { isOperationCancelled } from 'langium';
import { LSPErrorCodes, ResponseError, type Connection } from 'vscode-languageserver';

type Handler = (...args: unknown[]) => unknown;
type Report = (error: unknown) => void;

/** Without these the editor and the server do not know of each other: their errors must reach the editor. */
const lifecycle: ReadonlySet<string> = new Set(['onInitialize', 'onInitialized', 'onShutdown', 'onExit']);

/**
 * A connection whose handlers cannot fail: what goes wrong inside the server is written to the editor's log, the request
 * is answered with nothing, and the server goes on. Answers that are meant to be errors stay errors.
 */
export function withoutFailures(connection: Connection): Connection {
  return guarded(connection, reportTo(connection));
}

/** Writes an error to the editor's log. */
export function reportTo({ console }: Connection): Report {
  return (error) => console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

function guarded<T extends object>(target: T, report: Report): T {
  return new Proxy(target, {
    get: (object, key) => {
      const value: unknown = Reflect.get(object, key);
      if (typeof value === 'function') {
        const registers = typeof key === 'string' && key.startsWith('on') && !lifecycle.has(key);
        return (...args: unknown[]): unknown =>
          value.apply(object, registers ? args.map((one) => safe(one, report)) : args);
      }
      // The handlers of newer requests are registered one or two levels deeper: connection.languages.inlayHint.on
      const isGroup = key === 'languages' || key === 'workspace' || (key !== 'console' && hasHandlers(value));
      return isGroup && typeof value === 'object' && value !== null ? guarded(value, report) : value;
    },
  });
}

function hasHandlers(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'on' in value;
}

function safe(argument: unknown, report: Report): unknown {
  if (typeof argument !== 'function') return argument;
  const handler = argument as Handler;
  return async (...args: unknown[]): Promise<unknown> => {
    try {
      return await handler(...args);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      if (isOperationCancelled(error))
        throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
      report(error);
      return null;
    }
  };
}
