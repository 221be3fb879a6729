import { expect, it, vi } from 'vitest';
import { answer, ask, notify, onNotified } from '../../protocol/connection.js';
import { notification, request } from '../../protocol/request.js';

const double = request<{ readonly value: number }, number | null>('test/double');
const moved = notification<{ readonly to: string }>('test/moved');

it('sends a request by its name, with a token where there is one', async () => {
  const sendRequest = vi.fn(() => Promise.resolve(4 as never));
  expect(await ask({ sendRequest }, double, { value: 2 })).toBe(4);
  expect(sendRequest).toHaveBeenLastCalledWith('test/double', { value: 2 });
  const token = { isCancellationRequested: false };
  await ask({ sendRequest }, double, { value: 2 }, token);
  expect(sendRequest).toHaveBeenLastCalledWith('test/double', { value: 2 }, token);
});

it('registers handlers by their names, and returns what ends them', () => {
  const onRequest = vi.fn(() => 'registration');
  const handler = ({ value }: { readonly value: number }): number => 2 * value;
  expect(answer({ onRequest }, double, handler)).toBe('registration');
  expect(onRequest).toHaveBeenCalledWith('test/double', handler);
  const onNotification = vi.fn();
  const listener = (): void => undefined;
  onNotified({ onNotification }, moved, listener);
  expect(onNotification).toHaveBeenCalledWith('test/moved', listener);
});

it('sends a notification by its name', async () => {
  const sendNotification = vi.fn(() => Promise.resolve());
  await notify({ sendNotification }, moved, { to: 'there' });
  expect(sendNotification).toHaveBeenCalledWith('test/moved', { to: 'there' });
});

it('checks the types of parameters and results on both sides', () => {
  const onRequest = vi.fn();
  const sendRequest = vi.fn(() => Promise.resolve(4 as never));
  // @ts-expect-error: a parameter of another type
  void ask({ sendRequest }, double, { value: '2' });
  // @ts-expect-error: a result of another type
  void ask({ sendRequest }, double, { value: 2 }).then((result: string) => result);
  // @ts-expect-error: a handler with another result
  answer({ onRequest }, double, () => 'four');
  // @ts-expect-error: a handler of other parameters
  answer({ onRequest }, double, ({ text }: { readonly text: string }) => text.length);
  // @ts-expect-error: a request of other parameters
  const other: typeof double = request<{ readonly text: string }, number | null>('test/double');
  expect(other.method).toBe('test/double');
});
