/**
 * The guide's service worker: the app without a network, for the field. What it shows there comes
 * from what the app keeps itself. It rules `/guide` alone; tourists never fetch it.
 */
export {};

declare const __SHELL__: string[];
declare const __VERSION__: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
const CACHE = `yorimichi-guide-${__VERSION__}`;
const PAGE = "/guide";

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll([PAGE, ...__SHELL__]);
  await worker.skipWaiting();
}

async function tidy(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("yorimichi-guide-") && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

const PATIENCE_MS = 4000;

/** The network's page while there is one that answers; a bar of signal that brings nothing is none. */
async function page(request: Request): Promise<Response> {
  const kept = await caches.match(PAGE, { ignoreVary: true });
  if (!kept) return fetch(request);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return fetch(request.url, { signal, credentials: "same-origin" }).catch(() => kept);
}

async function cacheFirst(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(tidy()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (request.mode === "navigate" && /^\/guide(\/|$)/.test(url.pathname)) {
    event.respondWith(page(request));
  } else if (url.pathname.startsWith("/static/app/")) {
    event.respondWith(cacheFirst(request));
  }
});
