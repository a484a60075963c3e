/** What the server says of the tourist's own order. */
import { signal } from "@preact/signals";
import { checkOrder } from "../../api/itineraries";
import { Problem } from "../../api/problem";
import type { Check } from "../../api/types";
import { checkRequestOf, type Order } from "../../plan/order";

export const check = signal<Check | null>(null);
export const checking = signal<"idle" | "busy" | "waiting" | "failed">("idle");
export const checkFailure = signal<unknown>(null);

let running: AbortController | null = null;

export function forgetCheck(): void {
  running?.abort();
  running = null;
  check.value = null;
  checking.value = "idle";
}

/** Have `order` judged; a newer order takes the place of one that is under way. */
export async function recheck(order: Order): Promise<void> {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  checking.value = "busy";
  check.value = null;
  try {
    const found = await checkOrder(checkRequestOf(order), mine.signal);
    if (running !== mine) return;
    check.value = found;
    checking.value = "idle";
  } catch (failure) {
    if (running !== mine) return;
    checkFailure.value = failure;
    checking.value = failure instanceof Problem && failure.isOffline ? "waiting" : "failed";
  }
}
