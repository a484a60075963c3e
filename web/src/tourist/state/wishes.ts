import { effect, signal } from "@preact/signals";
import { lasting } from "../../browser/shelves";
import { todayIn } from "../../plan/wall";
import { firstWishes, type Wishes } from "../../plan/wishes";

const KEPT = "yorimichi.wishes";

function kept(): Wishes {
  const today = todayIn(undefined);
  const fresh = firstWishes(today);
  try {
    const before = JSON.parse(lasting().getItem(KEPT) ?? "{}") as Partial<Wishes>;
    const merged = { ...fresh, ...before };
    return merged.date < today ? { ...merged, date: fresh.date } : merged;
  } catch (cause) {
    if (cause instanceof SyntaxError) return fresh;
    throw cause;
  }
}

export const wishes = signal<Wishes>(kept());

export function wish(change: Partial<Wishes>): void {
  wishes.value = { ...wishes.value, ...change };
}

effect(() => lasting().setItem(KEPT, JSON.stringify(wishes.value)));
