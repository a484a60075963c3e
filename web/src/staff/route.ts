/** Addresses below the app's own (`/console`), with the history API. */
import { signal } from "@preact/signals";

export interface Where {
  /** Decoded segments behind the app's address: `["spots", "4b0a…"]`. */
  segments: string[];
  query: URLSearchParams;
  hash: string;
}

let base = "";
const blockers = new Set<(go: () => void) => boolean>();

export function parseWhere(root: string, at: URL): Where {
  const below = at.pathname.startsWith(root) ? at.pathname.slice(root.length) : "";
  const segments = below.split("/").filter(Boolean).map(decoded);
  return { segments, query: at.searchParams, hash: at.hash.slice(1) };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

export const where = signal<Where>({ segments: [], query: new URLSearchParams(), hash: "" });

function reread(): void {
  where.value = parseWhere(base, new URL(location.href));
}

/** Begin to follow the address. `root` is the app's, such as `/console`. */
export function beginRouting(root: string): void {
  base = root;
  addEventListener("popstate", reread);
  reread();
}

/** `/console/spots/1` of `spots`, `1`. */
export function hrefOf(...segments: string[]): string {
  return [base, ...segments.map(encodeURIComponent)].join("/");
}

/**
 * Ask before an address is left. `block` gets what would lead on, and returns whether it keeps the
 * person here; the function returned takes the question back.
 */
export function askBeforeLeaving(block: (go: () => void) => boolean): () => void {
  blockers.add(block);
  return () => blockers.delete(block);
}

export function go(address: string, replace = false): void {
  const move = () => {
    if (replace) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    reread();
    if (!replace) scrollTo(0, 0);
  };
  for (const block of blockers) if (block(move)) return;
  move();
}

/** Change the query only, such as a filter; no step in the history, and nothing scrolls. */
export function setQuery(values: Record<string, string | undefined>): void {
  const query = new URLSearchParams(where.value.query);
  for (const [name, value] of Object.entries(values)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  const text = query.toString();
  history.replaceState(null, "", location.pathname + (text ? `?${text}` : ""));
  reread();
}
