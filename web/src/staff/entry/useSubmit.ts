import { useSending } from "../../ui/useSending";
import { faultsOf } from "../faults";

/** A small form's sending: busy, what failed, and the faults of its fields. */
export function useSubmit(send: () => Promise<void>) {
  const { busy, failure, run } = useSending();
  const submit = (event?: Event) => {
    event?.preventDefault();
    return run(send);
  };
  return { busy, failure, submit, faults: faultsOf(failure.value) };
}
