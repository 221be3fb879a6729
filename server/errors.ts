import { isOperationCancelled } from 'langium';
import { ErrorCodes, LSPErrorCodes, ResponseError, type Connection } from 'vscode-languageserver';
import { PositionEncoding } from './position-encoding.js';

type Handler = (...args: unknown[]) => unknown;
type Report = (error: unknown) => void;

/** Without these the editor and the server do not know of each other: their errors must reach the editor. */
const lifecycle: ReadonlySet<string> = new Set(['onInitialize', 'onInitialized', 'onShutdown', 'onExit']);

/**
 * A connection whose handlers cannot fail: what goes wrong inside the server is written to the editor's log, the request
 * is answered with nothing, and the server goes on. Answers that are meant to be errors stay errors.
 * @param encoding how the client counts characters: its positions are converted, and those of answers.
 */
export function withoutFailures(connection: Connection, encoding = new PositionEncoding()): Connection {
  const phase: Phase = { isDown: false };
  connection.onShutdown(() => {
    phase.isDown = true;
  });
  return guarded(connection, { report: reportTo(connection), phase, encoding });
}

/** Whether the client has asked the server to shut down: then only `exit` follows. */
interface Phase {
  isDown: boolean;
}

interface Guard {
  readonly report: Report;
  readonly phase: Phase;
  readonly encoding: PositionEncoding;
}

/** Writes an error to the editor's log. */
export function reportTo({ console }: Connection): Report {
  return (error) => console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

function guarded<T extends object>(target: T, guard: Guard): T {
  return new Proxy(target, {
    get: (object, key) => {
      const value: unknown = Reflect.get(object, key);
      if (typeof value === 'function') {
        const registers = typeof key === 'string' && key.startsWith('on') && !lifecycle.has(key);
        return (...args: unknown[]): unknown =>
          value.apply(object, registers ? args.map((one) => safe(one, guard, String(key))) : args);
      }
      // The handlers of newer requests are registered one or two levels deeper: connection.languages.inlayHint.on
      const isGroup = key === 'languages' || key === 'workspace' || (key !== 'console' && hasHandlers(value));
      return isGroup && typeof value === 'object' && value !== null ? guarded(value, guard) : value;
    },
  });
}

function hasHandlers(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'on' in value;
}

/** Nothing answers a notification, so that nothing can be refused. */
function isNotification(key: string): boolean {
  return /^on(Did[A-Z]|Notification$|WillSaveTextDocument$)/.test(key);
}

function safe(argument: unknown, { report, phase, encoding }: Guard, key: string): unknown {
  if (typeof argument !== 'function') return argument;
  const handler = argument as Handler;
  return async (...args: unknown[]): Promise<unknown> => {
    if (phase.isDown && isNotification(key)) return null;
    if (phase.isDown) throw new ResponseError(ErrorCodes.InvalidRequest, 'The server is shutting down.');
    try {
      // Each change of a text is of the text that those before it made: they are read one by one.
      const [params, ...rest] = args;
      const read = key === 'onDidChangeTextDocument' ? params : encoding.incoming(params);
      return encoding.outgoing(await handler(read, ...rest), params);
    } catch (error) {
      if (error instanceof ResponseError) throw error;
      if (isOperationCancelled(error))
        throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
      report(error);
      return null;
    }
  };
}
