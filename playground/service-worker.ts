/** Keeps all files of the playground, so that it works without a network once it was loaded. */
declare const cached: { readonly version: string; readonly files: readonly string[] };
declare const self: ServiceWorkerGlobalScope;

const name = `archscale-playground-${cached.version}`;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(name)
      .then((cache) => cache.addAll([...cached.files]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  const old = caches
    .keys()
    .then((names) => names.filter((one) => one.startsWith('archscale-playground-') && one !== name))
    .then((names) => Promise.all(names.map((one) => caches.delete(one))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET') return;
  const known = caches.open(name).then((cache) => cache.match(event.request, { ignoreSearch: true }));
  event.respondWith(known.then((found) => found ?? fetch(event.request)));
});
