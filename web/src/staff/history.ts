/** Who changed what of a thing that keeps its history. */
import { peopleHere } from "./colleagues";
import { staffCall } from "./staffCall";

export interface ChangeList<C> {
  changes: C[];
  links: Record<string, string>;
}

export interface KnownHistory<C> {
  /** The latest first. */
  changes: C[];
  next: string | undefined;
  /** Names by account. */
  people: Record<string, string>;
}

/** The latest changes of what is at `here`, with names of those who are members still. */
export async function loadHistory<C>(here: string): Promise<KnownHistory<C>> {
  const [list, people] = await Promise.all([
    staffCall<ChangeList<C>>(`${here}/history`),
    peopleHere(),
  ]);
  return { changes: list.changes, next: list.links.next, people };
}
