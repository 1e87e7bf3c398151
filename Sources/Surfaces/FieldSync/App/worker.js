// Keeps the app on the phone: its files come from here first, its data never do.
// Written above by the server: `version`, and `kept`, the addresses that make up the app.
const cacheName = "shouwang-field-" + version;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(cacheName).then((cache) => cache.addAll(kept)).then(() => self.skipWaiting())
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(
        names.filter((name) => name.startsWith("shouwang-field-") && name !== cacheName)
          .map((name) => caches.delete(name))))
      .then(() => self.clients.claim())
  );
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return;
  if (kept.indexOf(url.pathname) < 0) return;
  // The page is opened from the phone at once; a newer version installs itself beside it.
  event.respondWith(
    caches.open(cacheName)
      .then((cache) => cache.match(url.pathname))
      .then((found) => found || fetch(event.request))
  );
});
