/** Keeps the map showing what the app is about. */
import { effect } from "@preact/signals";
import { getSettings } from "../../api/settings";
import type { Position } from "../../api/types";
import type { TripMap } from "../../map/createMap";
import { getTileJson } from "../../map/tileSource";
import { lacksWebGl } from "../../map/webgl";
import { mapView, shownAmenities, shownEvents, spots } from "../state/around";
import { loaded } from "../state/load";
import { chosenPlace, hasTiles, map, mapCentre, mapState, picking } from "../state/map";
import { know, notices, region, regionCode } from "../state/places";
import { openView, route } from "../state/route";
import { activeDay, days } from "../state/trip";
import { heightOf, snap } from "./Panel";

/** Wide screens, and phones on their side: the words lie beside the map. */
const WIDE = "(min-width: 60rem), (min-width: 40rem) and (max-height: 30rem)";
const CHOSEN_ZOOM = 15.5;
const MIDDLE_OF_JAPAN: Position = { lat: 36.2, lon: 138.2 };

function padding() {
  const wide = matchMedia(WIDE).matches;
  const sheet = wide || picking.value ? 0 : Math.min(heightOf(snap.value), innerHeight * 0.6);
  return { top: wide ? 80 : 165, bottom: sheet + 40, left: 50, right: wide ? 80 : 64 };
}

/** Load the library and put the map into `container`. */
export async function beginMap(container: HTMLElement): Promise<void> {
  if (mapState.value === "loading" || mapState.value === "there") return;
  mapState.value = "loading";
  try {
    const { TripMap } = await import("../../map/createMap");
    map.value = new TripMap(container, region.value?.centre ?? MIDDLE_OF_JAPAN, {
      onTap: (what, id) => openView(what, id, route.value.view === what),
      onStop: showStop,
      onMove: (centre, view) => {
        mapCentre.value = centre;
        mapView.value = view;
      },
    });
    mapState.value = "there";
  } catch (cause) {
    // No WebGL, or the file did not come: the words do without the map.
    console.warn(cause);
    mapState.value = lacksWebGl(cause) ? "undrawable" : "failed";
  }
}

function showStop(key: string): void {
  const stop = days.value[activeDay.value]?.stops.find((one) => one.key === key);
  if (stop?.spotId) openView("spot", stop.spotId, route.value.view === "spot");
  else document.getElementById(`stop-${key}`)?.scrollIntoView({ block: "center" });
}

/** Streets from the operator's basemap, the region's own tiles, or none: then plain paper. */
async function showGround(shown: TripMap, code: string): Promise<void> {
  hasTiles.value = null;
  const { map_style_url: url } = await getSettings();
  if (url) return shown.setStyleUrl(url);
  const tiles = await getTileJson(code).catch(() => null);
  if (code !== regionCode.value) return;
  // A region without streets has tiles with nothing to name for them.
  hasTiles.value = tiles !== null && tiles.attribution !== "";
  shown.setTiles(tiles);
}

function showRegion(): void {
  const shown = map.value;
  const found = region.value;
  if (!shown || route.value.planId || !found) return;
  shown.camera.setPadding(padding());
  const [w = 0, s = 0, e = 0, n = 0] = found.bbox;
  if (matchMedia(WIDE).matches && e - w < 0.2) shown.camera.fitBox([w, s, e, n]);
  else shown.camera.flyTo(found.centre, e - w < 0.1 ? 14.6 : 12.5);
}

let fitted = "";

function fitOnce(): void {
  const day = days.value[activeDay.value];
  const { planId } = route.value;
  const key = [planId, activeDay.value, day?.stops.length, snap.value].join(" ");
  if (!map.value || !day || !planId || key === fitted) return;
  fitted = key;
  fitPlan();
}

/** Show the whole day, above the sheet. */
export function fitPlan(): void {
  const day = days.value[activeDay.value];
  map.value?.camera.setPadding(padding());
  if (day) map.value?.camera.fitDays([day]);
}

/** Also where the map comes later than the words. */
function showChosen(): void {
  const at = chosenPlace.value;
  map.value?.showChosen(at);
  if (at) map.value?.camera.flyTo(at, CHOSEN_ZOOM);
}

/** Words beside the map instead of below it, or the other way round: what was fitted fits no more. */
function refitOnTurn(): () => void {
  const wide = matchMedia(WIDE);
  const refit = () => {
    map.value?.resize();
    if (route.value.planId) fitPlan();
    else showRegion();
  };
  wide.addEventListener("change", refit);
  return () => wide.removeEventListener("change", refit);
}

/** Follow everything that the map shows; returns what ends that. */
export function followOnMap(): () => void {
  const ends = [
    effect(() => {
      const code = regionCode.value;
      const shown = map.value;
      if (code && shown) void showGround(shown, code);
    }),
    effect(() => {
      const { items: found, section } = spots.found.value;
      know(found);
      map.value?.show({ spots: found, moreSpots: section !== null && !section.whole });
    }),
    effect(() => map.value?.show({ notices: loaded(notices) ?? [] })),
    effect(() => map.value?.show({ events: shownEvents.value, amenities: shownAmenities.value })),
    effect(() => map.value?.showDays(route.value.planId ? days.value : [], activeDay.value)),
    effect(showRegion),
    effect(fitOnce),
    effect(showChosen),
    refitOnTurn(),
  ];
  return () => {
    for (const end of ends) end();
  };
}
