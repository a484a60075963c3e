/** Drag a stop within its day, or onto the tab of another one; keyboards have arrows and buttons. */
const EDGE_PX = 70;
const SCROLL_PX = 9;

interface Item {
  element: HTMLElement;
  middle: number;
  height: number;
}

function itemsOf(list: HTMLElement): Item[] {
  return [...list.querySelectorAll<HTMLElement>(":scope > [data-stop]")].map((element) => {
    const box = element.getBoundingClientRect();
    return { element, middle: box.top + box.height / 2, height: box.height };
  });
}

/** Where the item that began at `from` would land when its middle is at `middle`. */
export function landing(middles: number[], from: number, middle: number): number {
  const others = middles.filter((_, index) => index !== from);
  return others.filter((one) => one < middle).length;
}

function shift(items: Item[], from: number, to: number, by: number): void {
  const height = items[from]?.height ?? 0;
  for (const [index, { element }] of items.entries()) {
    if (index === from) element.style.transform = `translateY(${by}px)`;
    else if (index > from && index <= to) element.style.transform = `translateY(${-height}px)`;
    else if (index < from && index >= to) element.style.transform = `translateY(${height}px)`;
    else element.style.transform = "";
  }
}

function scrollNear(page: HTMLElement | null, y: number): void {
  if (!page) return;
  const box = page.getBoundingClientRect();
  if (y < box.top + EDGE_PX) page.scrollBy(0, -SCROLL_PX);
  else if (y > box.bottom - EDGE_PX) page.scrollBy(0, SCROLL_PX);
}

/** The day whose tab lies under the pointer; null where none does. */
function dayUnder(event: PointerEvent): HTMLElement | null {
  const below = document.elementsFromPoint(event.clientX, event.clientY);
  return below.map((one) => one.closest<HTMLElement>("[data-day]")).find(Boolean) ?? null;
}

export interface Drop {
  within: (from: number, to: number) => void;
  onDay: (day: number) => void;
}

export function dragToReorder(
  event: PointerEvent,
  list: HTMLElement,
  key: string,
  drop: Drop,
): void {
  const grip = event.currentTarget as HTMLElement;
  const items = itemsOf(list);
  const from = items.findIndex(({ element }) => element.dataset.stop === key);
  const held = items[from];
  if (!held || event.button !== 0) return;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  const page = list.closest<HTMLElement>(".page");
  const scrolled = page?.scrollTop ?? 0;
  const middles = items.map((item) => item.middle);
  let to = from;
  let over: HTMLElement | null = null;
  list.classList.add("dragging");
  held.element.classList.add("held");

  const move = (now: PointerEvent) => {
    scrollNear(page, now.clientY);
    const by = now.clientY - event.clientY + (page?.scrollTop ?? 0) - scrolled;
    over?.classList.remove("drop-here");
    over = dayUnder(now);
    over?.classList.add("drop-here");
    to = over ? from : landing(middles, from, held.middle + by);
    shift(items, from, to, by);
  };
  const finish = (dropped: boolean) => {
    grip.removeEventListener("pointermove", move);
    list.classList.remove("dragging");
    held.element.classList.remove("held");
    for (const { element } of items) element.style.transform = "";
    over?.classList.remove("drop-here");
    if (dropped && over) drop.onDay(Number(over.dataset.day));
    else if (dropped && to !== from) drop.within(from, to);
  };
  grip.addEventListener("pointermove", move);
  grip.addEventListener("pointerup", () => finish(true), { once: true });
  grip.addEventListener("pointercancel", () => finish(false), { once: true });
}
