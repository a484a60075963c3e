/** Register the guide's service worker, once the page has what it needs itself. */
const AFTER_MS = 3000;

export function registerGuideWorker(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const register = () =>
    setTimeout(() => {
      // Without it the app works as long as there is a network.
      navigator.serviceWorker.register("/guide-sw.js", { scope: "/guide" }).catch(() => undefined);
    }, AFTER_MS);
  if (document.readyState === "complete") register();
  else addEventListener("load", register);
}
