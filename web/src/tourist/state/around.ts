/** What the map shows beside the trip: spots by section, events by date, toilets and shelters. */

import { computed, effect, signal } from "@preact/signals";
import { amenityPage, listEvents, listRegionCategories, spotPage } from "../../api/around";
import { Problem } from "../../api/problem";
import type { Amenity, AmenityKind, Event, RegionCategory, Spot } from "../../api/types";
import { type Box, holds } from "../../geo/box";
import { language } from "../../i18n";
import { type View, widened, within } from "../../map/section";
import { keptSpotsIn } from "../../offline/kept";
import { remembered } from "../../offline/remember";
import { isLesser } from "../../plan/view";
import { load, loadable, loaded } from "./load";
import { loadNotices, region, regionCode } from "./places";
import { type Sections, sections } from "./sections";
import { activeDay, days } from "./trip";
import { wishes } from "./wishes";

export interface Filter {
  categories: string[];
  lesserOnly: boolean;
}

export interface Layers {
  events: boolean;
  toilet: boolean;
  shelter: boolean;
}

const MOST_SPOT_PAGES = 6;
const MOST_AMENITY_PAGES = 3;

export const filter = signal<Filter>({ categories: [], lesserOnly: false });
export const layers = signal<Layers>({ events: false, toilet: false, shelter: false });
/** What the map shows; null while there is no map. */
export const mapView = signal<View | null>(null);
/** Set while the list of places lies open: it needs them even without a map. */
export const listOpen = signal(false);
export const regionCategories = loadable<RegionCategory[]>();
export const events = loadable<Event[]>();

/** The day that people look at: that of the plan, or the one they ask for. */
export const dayShown = computed(() => days.value[activeDay.value]?.date ?? wishes.value.date);

async function askSpots(box: Box, next: string | null, cancelled: AbortSignal) {
  const wish = { region: regionCode.value, ...filter.value };
  try {
    return await spotPage(wish, box, next, cancelled);
  } catch (failure) {
    if (!(failure instanceof Problem && failure.isOffline)) throw failure;
    return { items: (await keptSpotsIn(box)).filter(isWanted), next: null };
  }
}

function isWanted({ properties }: Spot): boolean {
  const { categories, lesserOnly } = filter.value;
  const ofKind =
    categories.length === 0 || properties.categories.some((c) => categories.includes(c));
  return ofKind && (!lesserOnly || isLesser(properties.renown));
}

export const spots: Sections<Spot> = sections(askSpots, MOST_SPOT_PAGES);

function amenitiesOf(kind: AmenityKind): Sections<Amenity> {
  return sections(
    (box, next, cancelled) => amenityPage(kind, regionCode.value, box, next, cancelled),
    MOST_AMENITY_PAGES,
  );
}

export const amenities = { toilet: amenitiesOf("toilet"), shelter: amenitiesOf("shelter") };

export const shownAmenities = computed(() => [
  ...(layers.value.toilet ? amenities.toilet.found.value.items : []),
  ...(layers.value.shelter ? amenities.shelter.found.value.items : []),
]);

export const shownEvents = computed(() => (layers.value.events ? (loaded(events) ?? []) : []));

/** What is looked at, with the whole region in place of a map that is not there. */
export function viewNow(): View | null {
  const box = region.value?.bbox as [number, number, number, number] | undefined;
  return mapView.value ?? (box ? { box, zoom: 12 } : null);
}

/** Nothing is asked for outside the region, however far out the map is. */
function viewToLoad(): View | null {
  const view = viewNow();
  const box = region.value?.bbox as [number, number, number, number] | undefined;
  return view && box ? within(view, widened(box, 0.02)) : view;
}

/** Spots inside the view, those that few know first, then by how near the middle they are. */
export const spotsInView = computed<Spot[]>(() => {
  const view = viewNow();
  if (!view) return [];
  const [w, s, e, n] = view.box;
  const far = ({
    geometry: {
      coordinates: [lon = 0, lat = 0],
    },
  }: Spot) => Math.hypot(lon - (w + e) / 2, (lat - (s + n) / 2) * 2);
  return spots.found.value.items
    .filter(
      ({
        geometry: {
          coordinates: [lon = 0, lat = 0],
        },
      }) => holds(view.box, lon, lat),
    )
    .sort((a, b) => far(a) - far(b));
});

function follow(what: Sections<unknown>, wanted: () => boolean, alsoBy: () => unknown): void {
  let asked = "";
  effect(() => {
    const name = JSON.stringify([regionCode.value, language.value, alsoBy()]);
    const view = viewToLoad();
    const on = wanted();
    queueMicrotask(() => {
      if (name !== asked) what.forget();
      asked = name;
      if (on && view && regionCode.value) what.look(view);
    });
  });
}

/** Keep everything loaded that is looked at. */
export function followMap(): void {
  follow(
    spots,
    () => mapView.value !== null || listOpen.value,
    () => filter.value,
  );
  follow(
    amenities.toilet,
    () => layers.value.toilet,
    () => null,
  );
  follow(
    amenities.shelter,
    () => layers.value.shelter,
    () => null,
  );
  effect(() => {
    const code = regionCode.value;
    if (!code) return;
    filter.value = { ...filter.peek(), categories: [] };
    void load(regionCategories, () =>
      remembered(`kinds-${code}`, () => listRegionCategories(code)),
    );
  });
  effect(() => {
    // Late morning in Japan: what holds then holds for the day.
    if (regionCode.value) loadNotices(regionCode.value, `${dayShown.value}T02:00:00Z`);
  });
  effect(() => {
    const [code, date] = [regionCode.value, dayShown.value];
    if (!code || !layers.value.events) return;
    const name = `events-${code}-${date}-${language.value}`;
    void load(events, () => remembered(name, () => listEvents(code, date)));
  });
}
