/** Who is signed in on this device: kept for the tab, or for good where the person asked for that. */

import { signal } from "@preact/signals";
import { call } from "../api/client";
import { Problem } from "../api/problem";
import type { components } from "../api/schema.gen";
import { forTab, lasting } from "../browser/shelves";

type TokensOut = components["schemas"]["TokensOut"];

export interface Tokens {
  access: string;
  refresh: string;
  /** Whether they outlive the tab. */
  stays: boolean;
}

const KEPT = "yorimichi.staff";

function read(): Tokens | null {
  for (const store of [forTab(), lasting()]) {
    const text = store.getItem(KEPT);
    if (text) return JSON.parse(text) as Tokens;
  }
  return null;
}

export const tokens = signal<Tokens | null>(read());
/** The stay has ended by itself, so that the sign-in page can say so. */
export const ended = signal(false);

const others = channel();

/** To the other tabs; none where the browser has no way, or blocks it together with all cookies. */
function channel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(KEPT);
  } catch {
    return null;
  }
}

export function keepTokens(kept: Tokens | null): void {
  forTab().removeItem(KEPT);
  if (kept?.stays || tokens.value?.stays) lasting().removeItem(KEPT);
  if (kept) (kept.stays ? lasting() : forTab()).setItem(KEPT, JSON.stringify(kept));
  tokens.value = kept;
}

/** A tab that was duplicated shares the stay: what one renews, or ends, holds for all of them. */
interface News {
  spent: string;
  now: Tokens | null;
}

function tellOthers(spent: string, now: Tokens | null): void {
  others?.postMessage({ spent, now } satisfies News);
}

others?.addEventListener("message", ({ data }: MessageEvent<News>) => {
  if (tokens.value?.refresh === data.spent) keepTokens(data.now);
});

export function tokensOf(out: TokensOut, stays: boolean): Tokens {
  return { access: out.access_token, refresh: out.refresh_token, stays };
}

export async function signIn(email: string, password: string, stays: boolean): Promise<void> {
  const body = { email, password };
  keepTokens(tokensOf(await call<TokensOut>("/v1/tokens", { method: "POST", body }), stays));
  // Only now: until there are tokens, an ended stay is what keeps the page that was left.
  ended.value = false;
}

/** Forget the stay here and on the server; without a network, here at least. */
export async function signOut(): Promise<void> {
  const ended = tokens.value;
  if (!ended) return;
  keepTokens(null);
  tellOthers(ended.refresh, null);
  const headers = { Authorization: `Bearer ${ended.access}` };
  await call("/v1/tokens/current", { method: "DELETE", headers }).catch(() => undefined);
}

let renewing: Promise<boolean> | null = null;

async function renewed(): Promise<boolean> {
  const spent = tokens.value;
  if (!spent) return false;
  try {
    const body = { refresh_token: spent.refresh };
    const out = await call<TokensOut>("/v1/tokens/refresh", { method: "POST", body });
    keepTokens(tokensOf(out, spent.stays));
    tellOthers(spent.refresh, tokens.value);
    return true;
  } catch (failure) {
    // A network that is away, or a busy server, ends nobody's stay.
    if (!(failure instanceof Problem) || failure.status !== 401) throw failure;
    ended.value = true;
    keepTokens(null);
    return false;
  }
}

/** Spend the refresh token, once however many calls ask; false where the stay has ended. */
export function renew(): Promise<boolean> {
  renewing ??= alone(renewed).finally(() => {
    renewing = null;
  });
  return renewing;
}

/** Run while no other tab does; who waited takes what the other tab brought. */
async function alone(run: () => Promise<boolean>): Promise<boolean> {
  if (!navigator.locks) return run();
  const before = tokens.value?.refresh;
  return navigator.locks.request(KEPT, async () => {
    const kept = tokens.value?.stays ? read() : tokens.value;
    if (kept && kept.refresh !== before) {
      tokens.value = kept;
      return true;
    }
    return run();
  });
}
