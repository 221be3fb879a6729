// Runs inside a server that is measured: answers each message with the bytes on its heap once all garbage is collected.
process.on('message', () => {
  globalThis.gc();
  process.send(process.memoryUsage().heapUsed);
});
