/**
 * Corrections that are not imported yet, for a tab that is closed half way: who chooses the same
 * file again finds them in place. Those of one list are kept, and no text of it but these.
 */
import { lasting } from "../../browser/shelves";
import type { Edits } from "./sheet";

const KEPT = "yorimichi.imports.edits";

interface Kept {
  list: string;
  edits: [string, string][];
}

/** What tells a list from every other; null where the browser cannot say, as without https. */
export async function nameOfList(file: Blob, ...parts: string[]): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
  return [hex.join(""), ...parts].join("/");
}

export function keepEdits(list: string | null, edits: Edits): void {
  if (list === null) return;
  try {
    if (edits.size === 0) forgetEdits();
    else lasting().setItem(KEPT, JSON.stringify({ list, edits: [...edits] } satisfies Kept));
  } catch {
    // The browser has no room: they last as long as the tab.
    forgetEdits();
  }
}

export function keptEdits(list: string | null): Edits | null {
  try {
    const kept = JSON.parse(lasting().getItem(KEPT) ?? "null") as Kept | null;
    return list !== null && kept?.list === list ? new Map(kept.edits) : null;
  } catch {
    return null;
  }
}

export function forgetEdits(): void {
  lasting().removeItem(KEPT);
}
