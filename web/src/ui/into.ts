import type { Signal } from "@preact/signals";

/** Return what keeps in `signal` the value it is given: what a field does with what is typed. */
export function into<T>(signal: Signal<T>): (value: T) => void {
  return (value) => {
    signal.value = value;
  };
}
