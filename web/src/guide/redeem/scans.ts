/**
 * Check-ins that this phone has noted and the server does not know yet.
 *
 * Each has a place of its own in the device's storage, written before anything is shown as done:
 * two tabs never overwrite each other's, and a page that dies loses none. They stay until the
 * server has said what came of them; to send one twice does no harm.
 */

import { signal } from "@preact/signals";
import { newId } from "../../browser/newId";
import { keepsForGood, lasting, namesOn } from "../../browser/shelves";
import type { Scan } from "../types";

const PREFIX = "yorimichi.guide.scan.";

export interface Noted {
  id: string;
  organisation: string;
  scan: Scan;
  /** What to call it before the server has answered. */
  name: string;
  bookingId: string | null;
}

export const unsent = signal<Noted[]>([]);

function all(): Noted[] {
  const found: Noted[] = [];
  for (const key of namesOn(lasting())) {
    if (!key.startsWith(PREFIX)) continue;
    const text = lasting().getItem(key);
    if (text) found.push(JSON.parse(text) as Noted);
  }
  return found.sort((a, b) => a.scan.redeemed_at.localeCompare(b.scan.redeemed_at));
}

export function readUnsent(): void {
  unsent.value = all();
}

/** Keep a check-in; throws where the device cannot, so that nobody is told it was kept. */
export function note(noted: Omit<Noted, "id">): Noted {
  if (!keepsForGood()) throw new DOMException("Nothing is kept here", "SecurityError");
  const kept: Noted = { ...noted, id: newId() };
  lasting().setItem(PREFIX + kept.id, JSON.stringify(kept));
  readUnsent();
  return kept;
}

export function settle(ids: readonly string[]): void {
  for (const id of ids) lasting().removeItem(PREFIX + id);
  readUnsent();
}

/** When this phone noted bookings, by their ids. */
export function usedHere(noted: readonly Noted[]): Map<string, string> {
  const used = new Map<string, string>();
  for (const { bookingId, scan } of noted)
    if (bookingId && !used.has(bookingId)) used.set(bookingId, scan.redeemed_at);
  return used;
}

/** Lists of one organisation each, as long as the server takes at once. */
export function batchesOf(noted: readonly Noted[], most = 500): Noted[][] {
  const byOrganisation = new Map<string, Noted[]>();
  for (const one of noted)
    byOrganisation.set(one.organisation, [...(byOrganisation.get(one.organisation) ?? []), one]);
  return [...byOrganisation.values()].flatMap((theirs) =>
    Array.from({ length: Math.ceil(theirs.length / most) }, (_, n) =>
      theirs.slice(n * most, (n + 1) * most),
    ),
  );
}

readUnsent();
