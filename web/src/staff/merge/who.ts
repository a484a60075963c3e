/** Who said what the others say, as far as a history tells. */
import type { Statement } from "./threeWay";

/** A change as histories list them, the latest first. */
export interface Told {
  version: number;
  at: string;
  account_id: string | null;
  changed: readonly { field: string }[];
}

export interface Author {
  /** Null for who is gone, and for the system. */
  name: string | null;
  at: string;
}

export interface History {
  /** The latest first. */
  changes: readonly Told[];
  /** Names by account. */
  people: Readonly<Record<string, string>>;
}

/** Who changed a statement last after `version`; whoever changed anything, where that is not told. */
export function authorOf<F>(
  { fields = [] }: Pick<Statement<F>, "fields">,
  { changes, people }: History,
  version: number,
): Author | null {
  const since = changes.filter((one) => one.version > version);
  const change =
    since.find((one) => one.changed.some(({ field }) => fields.includes(field))) ?? since[0];
  if (!change) return null;
  return { name: people[change.account_id ?? ""] ?? null, at: change.at };
}
