/** Something being edited: what is there, what the person made of it, and the version it is of. */
import { type Signal, signal } from "@preact/signals";
import type { Versioned } from "./staffCall";

export interface Draft<T> {
  /** As the server knows it. */
  kept: Signal<Versioned<T>>;
  busy: Signal<boolean>;
  failure: Signal<unknown>;
  /** Do a change on the version that was seen; true where it was done. */
  run: (change: (etag: string) => Promise<Versioned<T> | null>) => Promise<boolean>;
}

/** Begin to edit; each change carries the version before it, and keeps the one that it brought. */
export function draftOf<T>(seen: Versioned<T>): Draft<T> {
  const kept = signal(seen);
  const busy = signal(false);
  const failure = signal<unknown>(null);
  return {
    kept,
    busy,
    failure,
    run: async (change) => {
      if (busy.value) return false;
      busy.value = true;
      failure.value = null;
      try {
        const after = await change(kept.value.etag);
        if (after) kept.value = after;
        return true;
      } catch (reason) {
        failure.value = reason;
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}
