import { signal } from "@preact/signals";

export const online = signal(globalThis.navigator?.onLine ?? true);

/** How many changes wait to be sent. */
export const unsentCount = signal(0);

export function watchNetwork(whenBack: () => void): void {
  addEventListener("offline", () => {
    online.value = false;
  });
  addEventListener("online", () => {
    online.value = true;
    whenBack();
  });
}
