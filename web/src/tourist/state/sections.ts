/** Loading what lies in the visible section of the map, and no more than a map can show. */
import { type Signal, signal } from "@preact/signals";
import { LEAST_ZOOM, type Section, suffices, type View, widened } from "../../map/section";

export interface Loaded<T> {
  items: T[];
  section: Section | null;
  state: "idle" | "loading" | "there" | "failed" | "far";
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** First page of a box, or the page at `next`. */
export type AskPage<T> = (
  box: Section["box"],
  next: string | null,
  signal: AbortSignal,
) => Promise<Page<T>>;

const WAIT_MS = 250;

export interface Sections<T> {
  found: Signal<Loaded<T>>;
  /** Show `view`: asks for what is not there yet, once the map has come to rest. */
  look: (view: View) => void;
  /** What was loaded answers another question now. */
  forget: () => void;
}

/** Keep the section loaded that is looked at; of one with too much in it, `mostPages` pages. */
export function sections<T>(ask: AskPage<T>, mostPages: number): Sections<T> {
  const nothing: Loaded<T> = { items: [], section: null, state: "idle" };
  const found = signal<Loaded<T>>(nothing);
  let running: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = () => {
    clearTimeout(timer);
    running?.abort();
    running = null;
  };

  const fetchAll = async (view: View) => {
    const mine = new AbortController();
    running = mine;
    found.value = { ...found.value, state: "loading" };
    try {
      const loaded = await pages(ask, widened(view.box), mostPages, mine.signal);
      if (running === mine) found.value = { ...loaded, state: "there" };
    } catch (failure) {
      if (running === mine) found.value = { ...found.value, state: "failed" };
      if (!(failure instanceof Error)) throw failure;
    }
    if (running === mine) running = null;
  };

  return {
    found,
    look(view) {
      if (view.zoom < LEAST_ZOOM) {
        stop();
        found.value = { ...nothing, state: "far" };
        return;
      }
      if (suffices(found.value.section, view)) return;
      stop();
      timer = setTimeout(() => void fetchAll(view), found.value.section ? WAIT_MS : 0);
    },
    forget() {
      stop();
      found.value = nothing;
    },
  };
}

async function pages<T>(
  ask: AskPage<T>,
  box: Section["box"],
  most: number,
  cancelled: AbortSignal,
): Promise<Omit<Loaded<T>, "state">> {
  const items: T[] = [];
  let next: string | null = null;
  for (let page = 0; page < most; page += 1) {
    const found: Page<T> = await ask(box, next, cancelled);
    items.push(...found.items);
    next = found.next;
    if (!next) break;
  }
  return { items, section: { box, whole: !next } };
}
