/** Register the service worker, and tell when a new version of the app waits. */
export function registerWorker(onUpdate: (takeOver: () => void) => void): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  let reloading = false;
  const hadOne = Boolean(navigator.serviceWorker.controller);
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (hadOne && !reloading) {
      reloading = true;
      location.reload();
    }
  });
  const follow = (registration: ServiceWorkerRegistration) => {
    const watch = (worker: ServiceWorker | null) =>
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && navigator.serviceWorker.controller)
          onUpdate(() => worker.postMessage("take over"));
      });
    watch(registration.installing);
    registration.addEventListener("updatefound", () => watch(registration.installing));
  };
  // Some browsers allow no worker in private windows: the app does without.
  navigator.serviceWorker.register("/sw.js", { scope: "/" }).then(follow, () => {});
}
