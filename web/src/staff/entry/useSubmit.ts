import { useSignal } from "@preact/signals";
import { faultsOf } from "../faults";

/** A small form's sending: busy, what failed, and the faults of its fields. */
export function useSubmit(send: () => Promise<void>) {
  const busy = useSignal(false);
  const failure = useSignal<unknown>(null);
  const submit = async (event?: Event) => {
    event?.preventDefault();
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
  return { busy, failure, submit, faults: faultsOf(failure.value) };
}
