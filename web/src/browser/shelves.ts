/**
 * Where a page keeps small things: for good, or for its tab.
 *
 * Who blocks all cookies has neither, and merely to ask for one is an error there. The page's own
 * memory takes their place then: everything works until the page is left.
 */

function inMemory(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => void kept.set(name, text),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
  };
}

function orMemory(find: () => Storage | null | undefined): () => Storage {
  const memory = inMemory();
  return () => {
    try {
      return find() ?? memory;
    } catch {
      return memory;
    }
  };
}

/** Outlives the page and the browser. */
export const lasting = orMemory(() => globalThis.localStorage);

/** Outlives the page, not its tab. */
export const forTab = orMemory(() => globalThis.sessionStorage);

/** Whether what is laid there for good is still there tomorrow. */
export function keepsForGood(): boolean {
  try {
    return Boolean(globalThis.localStorage);
  } catch {
    return false;
  }
}

/** The names of everything on it. */
export function namesOn(shelf: Storage): string[] {
  const names = Array.from({ length: shelf.length }, (_, index) => shelf.key(index));
  return names.filter((name) => name !== null);
}
