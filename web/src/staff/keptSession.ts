/** Who works here and for whom, kept beside the tokens for starts without a network. */

import type { Region } from "../api/types";
import { forTab, lasting } from "../browser/shelves";
import type { Me, Organisation } from "./people";
import { tokens } from "./tokens";

const KEPT = "yorimichi.staff.session";

export interface KeptSession {
  me: Me;
  organisations: Organisation[];
  regions: Region[];
}

/** Keep it as long as the tokens: for the tab, or until signing out. */
export function keepSession(session: KeptSession): void {
  const store = tokens.value?.stays ? lasting() : forTab();
  try {
    store.setItem(KEPT, JSON.stringify(session));
  } catch {
    store.removeItem(KEPT);
  }
}

export function keptSession(): KeptSession | null {
  const text = forTab().getItem(KEPT) ?? lasting().getItem(KEPT);
  return text ? (JSON.parse(text) as KeptSession) : null;
}

export function forgetSession(): void {
  forTab().removeItem(KEPT);
  lasting().removeItem(KEPT);
}
