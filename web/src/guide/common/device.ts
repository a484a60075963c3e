/** A name for this phone, kept on it, so that a ticket used on two phones says on which. */

import { newId } from "../../browser/newId";
import { lasting } from "../../browser/shelves";

const KEPT = "yorimichi.guide.device";

function kindOf(agent: string): string {
  if (/iPhone|iPad/.test(agent)) return "iPhone";
  if (/Android/.test(agent)) return "Android";
  return "PC";
}

export function deviceName(): string {
  const before = lasting().getItem(KEPT);
  if (before) return before;
  const made = `${kindOf(navigator.userAgent)} ${newId().slice(0, 4)}`;
  lasting().setItem(KEPT, made);
  return made;
}
