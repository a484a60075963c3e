import { type Signal, signal } from "@preact/signals";

/** Something that is fetched: not asked for yet, on its way, there, or failed. */
export type Load<T> =
  | { state: "idle" }
  | { state: "loading" }
  | { state: "there"; value: T }
  | { state: "failed"; failure: unknown };

export function loadable<T>(): Signal<Load<T>> {
  return signal<Load<T>>({ state: "idle" });
}

/** Fill `target` with what `ask` brings; a later call wins over an earlier one. */
export async function load<T>(target: Signal<Load<T>>, ask: () => Promise<T>): Promise<void> {
  const mine: Load<T> = { state: "loading" };
  target.value = mine;
  try {
    const value = await ask();
    if (target.value === mine) target.value = { state: "there", value };
  } catch (failure) {
    if (target.value === mine) target.value = { state: "failed", failure };
  }
}

export function loaded<T>(target: Signal<Load<T>>): T | null {
  return target.value.state === "there" ? target.value.value : null;
}
