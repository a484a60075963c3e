/** The service worker: the app's shell and packed tiles and photos without a network. */
declare const __SHELL__: string[];
declare const __VERSION__: string;

const worker = self as unknown as ServiceWorkerGlobalScope;
const SHELL_CACHE = `yorimichi-shell-${__VERSION__}`;
const PACK_CACHE = "yorimichi-pack";
const PAGE = "/";
const PACKED = /^\/v1\/(regions\/[^/]+\/tiles|photos\/)/;
const APP_PAGE = /^\/((itineraries|bookings)\/[^/.]+|waiting\/[^/.]+\/[^/.]+)?$/;

async function install(): Promise<void> {
  const cache = await caches.open(SHELL_CACHE);
  await cache.addAll([PAGE, ...__SHELL__]);
}

async function tidy(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("yorimichi-shell-") && name !== SHELL_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** Pages come from the network while there is one, so that a new version shows at once. */
async function page(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (failure) {
    const kept = await caches.match(PAGE, { ignoreVary: true });
    if (kept) return kept;
    throw failure;
  }
}

async function cacheFirst(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}

/** Tiles and photos: the network's while there is one, the pack's otherwise. */
async function packed(request: Request): Promise<Response> {
  try {
    const fresh = await fetch(request);
    if (fresh.ok || !(fresh.status >= 500)) return fresh;
    return (await inPack(request)) ?? fresh;
  } catch (failure) {
    const kept = await inPack(request);
    if (kept) return kept;
    throw failure;
  }
}

async function inPack(request: Request): Promise<Response | undefined> {
  const cache = await caches.open(PACK_CACHE);
  return cache.match(request, { ignoreVary: true });
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(tidy()));
worker.addEventListener("message", (event) => {
  if (event.data === "take over") void worker.skipWaiting();
});
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== worker.location.origin) return;
  if (request.mode === "navigate" && APP_PAGE.test(url.pathname)) {
    event.respondWith(page(request));
  } else if (url.pathname.startsWith("/static/app/")) {
    event.respondWith(cacheFirst(request));
  } else if (PACKED.test(url.pathname)) {
    event.respondWith(packed(request));
  }
});
