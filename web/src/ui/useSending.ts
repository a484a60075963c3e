import { useSignal } from "@preact/signals";

/** Sending something: busy meanwhile, one at a time, and what failed; it may begin as failed. */
export function useSending(failed: unknown = null) {
  const busy = useSignal(false);
  const failure = useSignal<unknown>(failed);
  const run = async (send: () => Promise<void>) => {
    if (busy.value) return;
    busy.value = true;
    failure.value = null;
    try {
      await send();
    } catch (reason) {
      failure.value = reason;
    } finally {
      busy.value = false;
    }
  };
  return { busy, failure, run };
}
