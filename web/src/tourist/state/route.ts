/** Addresses of the app: `/` asks, `/itineraries/{id}` is a plan; what lies open over them is in `?v=`. */
import { signal } from "@preact/signals";

export interface Route {
  planId: string | null;
  /** The open sheet: `spot`, `detours`, `experiences`, … */
  view: string | null;
  id: string | null;
}

function parsed(): Route {
  const plan = /^\/itineraries\/([^/.]+)$/.exec(location.pathname);
  const query = new URLSearchParams(location.search);
  return { planId: plan?.[1] ?? null, view: query.get("v"), id: query.get("id") };
}

export const route = signal<Route>(parsed());

function go(address: string, replace: boolean): void {
  // What takes the place of a page that was opened from outside has no step of ours behind it.
  if (replace) history.replaceState({ inside: Boolean(history.state?.inside) }, "", address);
  else history.pushState({ inside: true }, "", address);
  route.value = parsed();
}

export function openPlan(id: string, replace = false): void {
  go(`/itineraries/${encodeURIComponent(id)}`, replace);
}

export function openAsk(): void {
  go("/", false);
}

const openers = new Map<string, Element | null>();
const nameOf = (view: string, id: string | null | undefined) => `${view} ${id ?? ""}`;

/** What had the focus when this sheet was opened; also after others were opened from it. */
export function openerOf(view: string, id: string | null): Element | null {
  return openers.get(nameOf(view, id)) ?? null;
}

/** Replace a letter's address, key and all, by the sheet that it leads to. */
export function arrive(address: string): void {
  go(address, true);
}

/** Open a sheet over the present page; `replace` leaves no step to go back to. */
export function openView(view: string, id?: string, replace = false): void {
  openers.set(nameOf(view, id), document.activeElement);
  const query = new URLSearchParams({ v: view, ...(id ? { id } : {}) });
  go(`${location.pathname}?${query}`, replace);
}

/** Close the open sheet: one step back where it was opened here, else to the page beneath. */
export function closeView(): void {
  if (history.state?.inside) history.back();
  else go(location.pathname, true);
}

export function shareAddress(id: string): string {
  return `${location.origin}/itineraries/${encodeURIComponent(id)}`;
}

addEventListener("popstate", () => {
  route.value = parsed();
});
