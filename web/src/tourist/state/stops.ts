/** What the places of the day are like: their photos and notices, wherever the map looks. */
import { effect } from "@preact/signals";
import { language } from "../../i18n";
import { findSpot, knownSpots } from "./places";
import { activeDay, days } from "./trip";

const AT_ONCE = 4;

async function fetchAll(ids: string[]): Promise<void> {
  const queue = [...ids];
  const work = async () => {
    for (let id = queue.shift(); id; id = queue.shift()) await findSpot(id).catch(() => null);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

export function followStops(): void {
  let asked = "";
  effect(() => {
    const stops = days.value[activeDay.value]?.stops ?? [];
    const ids = stops.map((stop) => stop.spotId).filter((id) => id !== null);
    const unknown = ids.filter((id) => !knownSpots.peek().has(id));
    const name = [language.value, ...ids].join(" ");
    if (name === asked || unknown.length === 0) return;
    asked = name;
    // After what the page itself needs.
    setTimeout(() => void fetchAll(unknown), 400);
  });
}
