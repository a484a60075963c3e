/** What was wrong with a form, by the JSON pointer of each field: `/names/ja`. */
import { Problem } from "../api/problem";

export type Faults = Record<string, string>;

const NONE: Faults = {};
const known = new WeakMap<Problem, Faults>();

/**
 * Faults of the server, by pointer; those of one field are put together. For one failure they are
 * always the same object: who shows them takes the focus once, not with each key that is pressed.
 */
export function faultsOf(failure: unknown): Faults {
  if (!(failure instanceof Problem)) return NONE;
  const found = known.get(failure) ?? byPointer(failure);
  known.set(failure, found);
  return found;
}

function byPointer(failure: Problem): Faults {
  const found: Faults = {};
  for (const { pointer, message } of failure.faults) {
    const before = found[pointer];
    found[pointer] = before ? `${before} ${message}` : message;
  }
  return found;
}

/** The fault at a field, or of anything within it; several are said one after another. */
export function faultAt(faults: Faults, pointer: string): string | undefined {
  const within = Object.entries(faults).filter(
    ([at]) => at === pointer || at.startsWith(`${pointer}/`),
  );
  return within.length > 0 ? within.map(([, message]) => message).join(" ") : undefined;
}

/** Faults that none of these fields would show. */
export function elsewhere(faults: Faults, shown: readonly string[]): string[] {
  return Object.entries(faults)
    .filter(([at]) => !shown.some((field) => at === field || at.startsWith(`${field}/`)))
    .map(([, message]) => message);
}

/** `field-names-ja` of `/names/ja`: the id of what is edited there. */
export function fieldId(pointer: string, prefix = "field"): string {
  return `${prefix}${pointer.replace(/[^A-Za-z0-9]/g, "-")}`;
}
