/**
 * What the guide's phone keeps for places without a network.
 *
 * Lists with names go when somebody signs out; notes that were not sent yet stay, because they
 * are lost otherwise.
 */
import { lasting, namesOn } from "../../browser/shelves";

const PREFIX = "yorimichi.guide.kept.";

export interface Kept<T> {
  at: string;
  value: T;
}

export function keep<T>(name: string, value: T, now = new Date()): void {
  try {
    lasting().setItem(PREFIX + name, JSON.stringify({ at: now.toISOString(), value }));
  } catch {
    // The device is full: the screen works all the same while there is a network.
    lasting().removeItem(PREFIX + name);
  }
}

export function kept<T>(name: string): Kept<T> | null {
  const text = lasting().getItem(PREFIX + name);
  if (!text) return null;
  try {
    return JSON.parse(text) as Kept<T>;
  } catch {
    return null;
  }
}

export function drop(name: string): void {
  lasting().removeItem(PREFIX + name);
}

export function forgetKept(): void {
  for (const name of namesOn(lasting())) if (name.startsWith(PREFIX)) lasting().removeItem(name);
}

const PATIENCE_MS = 5000;

/**
 * Ask; without a network, or with one that does not answer soon, return what was kept.
 *
 * Where nothing was kept there is nothing to do but wait, or fail.
 */
export async function askOrKept<T>(
  name: string,
  ask: () => Promise<T>,
  isOffline: (failure: unknown) => boolean,
): Promise<{ value: T; keptAt: string | null }> {
  const before = kept<T>(name);
  const asked = ask().then((value) => {
    keep(name, value);
    return { value, keptAt: null };
  });
  if (!before) return asked;
  const instead = { value: before.value, keptAt: before.at };
  const soon = new Promise<typeof instead>((resolve) =>
    setTimeout(() => resolve(instead), PATIENCE_MS),
  );
  return Promise.race([asked, soon]).catch((failure: unknown) => {
    if (isOffline(failure)) return instead;
    throw failure;
  });
}
