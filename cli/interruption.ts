/**
 * A signal that is given when the user or the system asks the process to end. From now on the process ends only by
 * itself, so that what it has measured is stored first; asking twice, as terminals and npm do, changes nothing.
 */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  // Windows sends the last for Ctrl+Break, and where a console is closed SIGHUP.
  for (const request of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const)
    process.on(request, () => controller.abort());
  return controller.signal;
}
