/** Who works here and for whom, kept beside the tokens for starts without a network. */
import type { Region } from "../api/types";
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
  const store = tokens.value?.stays ? localStorage : sessionStorage;
  try {
    store.setItem(KEPT, JSON.stringify(session));
  } catch {
    store.removeItem(KEPT);
  }
}

export function keptSession(): KeptSession | null {
  const text = sessionStorage.getItem(KEPT) ?? localStorage.getItem(KEPT);
  return text ? (JSON.parse(text) as KeptSession) : null;
}

export function forgetSession(): void {
  sessionStorage.removeItem(KEPT);
  localStorage.removeItem(KEPT);
}
