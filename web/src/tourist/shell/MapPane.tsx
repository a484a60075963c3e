import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { getSettings } from "../../api/settings";
import type { Position } from "../../api/types";
import { t } from "../../i18n";
import type { TripMap } from "../../map/createMap";
import { getTileJson } from "../../map/tileSource";
import { Button, IconButton } from "../../ui/controls";
import { Icon } from "../../ui/Icon";
import { say } from "../../ui/toasts";
import { loaded } from "../state/load";
import { hasTiles, map, mapCentre, mapState, picking } from "../state/map";
import { region, regionCode, spots } from "../state/places";
import { findPosition } from "../state/position";
import { openView, route } from "../state/route";
import { activeDay, days } from "../state/trip";
import { heightOf, snap } from "./Panel";

const WIDE = "(min-width: 60rem)";
const MIDDLE_OF_JAPAN: Position = { lat: 36.2, lon: 138.2 };

function padding() {
  const wide = matchMedia(WIDE).matches;
  const sheet = wide || picking.value ? 0 : Math.min(heightOf(snap.value), innerHeight * 0.6);
  return { top: wide ? 60 : 90, bottom: sheet + 50, left: 50, right: wide ? 60 : 64 };
}

function saves(): boolean {
  const { connection } = navigator as {
    connection?: { saveData?: boolean; effectiveType?: string };
  };
  return Boolean(connection?.saveData) || /2g/.test(connection?.effectiveType ?? "");
}

async function begin(container: HTMLElement): Promise<void> {
  if (mapState.value === "loading" || mapState.value === "there") return;
  mapState.value = "loading";
  try {
    const { TripMap } = await import("../../map/createMap");
    map.value = new TripMap(container, region.value?.centre ?? MIDDLE_OF_JAPAN, {
      onPlace: (id) => openView("spot", id, route.value.view === "spot"),
      onStop: showStop,
      onMove: (centre) => {
        mapCentre.value = centre;
      },
    });
    mapState.value = "there";
  } catch (cause) {
    // No WebGL, or the file did not come: the words do without the map.
    console.warn(cause);
    mapState.value = "failed";
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

function follow(): () => void {
  const ends = [
    effect(() => {
      const code = regionCode.value;
      const shown = map.value;
      if (!code || !shown) return;
      void showGround(shown, code);
    }),
    effect(() => map.value?.showSpots(loaded(spots) ?? [])),
    effect(() => map.value?.showDays(route.value.planId ? days.value : [], activeDay.value)),
    effect(() => {
      const shown = map.value;
      const found = region.value;
      if (!shown || route.value.planId || !found) return;
      shown.setPadding(padding());
      const [w = 0, s = 0, e = 0, n = 0] = found.bbox;
      if (matchMedia(WIDE).matches && e - w < 0.2) shown.fitBox([w, s, e, n]);
      else shown.flyTo(found.centre, e - w < 0.1 ? 14.6 : 12.5);
    }),
    effect(() => {
      const day = days.value[activeDay.value];
      const key = `${route.value.planId} ${activeDay.value} ${day?.stops.length}`;
      const height = snap.value;
      if (map.value && day && route.value.planId) fitOnce(`${key} ${height}`);
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

let fitted = "";

function fitOnce(key: string): void {
  if (key === fitted) return;
  fitted = key;
  fitPlan();
}

function fitPlan(): void {
  const day = days.value[activeDay.value];
  map.value?.setPadding(padding());
  if (day) map.value?.fitDays([day]);
}

async function locate(): Promise<void> {
  const at = await findPosition();
  if (!at) return say(t("ask.place.denied"));
  map.value?.showHere(at);
  map.value?.flyTo(at);
}

export function MapPane() {
  const container = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const start = () => container.current && void begin(container.current);
    if (!saves()) {
      if ("requestIdleCallback" in globalThis) requestIdleCallback(start, { timeout: 2500 });
      else setTimeout(start, 600);
    }
    return follow();
  }, []);
  const there = mapState.value === "there";
  return (
    <section class="map-pane" aria-label={t("map.label")}>
      <div class="map-canvas" ref={container} />
      {!there && (
        <div class="map-wait">
          {mapState.value === "loading" && <span class="note">{t("map.loading")}</span>}
          {mapState.value === "failed" && <span class="note">{t("map.failed")}</span>}
          {mapState.value === "off" && saves() && (
            <Button icon="map" onClick={() => container.current && void begin(container.current)}>
              {t("map.show")}
            </Button>
          )}
        </div>
      )}
      {there && (
        <div class="map-tools">
          <IconButton icon="plus" label={t("map.zoomIn")} onClick={() => map.value?.zoomBy(1)} />
          <IconButton icon="minus" label={t("map.zoomOut")} onClick={() => map.value?.zoomBy(-1)} />
          {route.value.planId && <IconButton icon="fit" label={t("map.fit")} onClick={fitPlan} />}
          <IconButton icon="locate" label={t("map.locate")} onClick={() => void locate()} />
        </div>
      )}
      {there && hasTiles.value === false && <p class="map-note note">{t("map.noTiles")}</p>}
      {picking.value && <PickPin />}
    </section>
  );
}

function PickPin() {
  const what = picking.value;
  const button = useRef<HTMLDivElement>(null);
  useEffect(() => button.current?.querySelector("button")?.focus(), []);
  if (!what) return null;
  return (
    <>
      <div class="pick-pin">
        <Icon name="pin" />
      </div>
      <div class="pick-bar" ref={button} role="group" aria-label={t(`map.pick.${what.what}`)}>
        <p>{t(`map.pick.${what.what}`)}</p>
        <Button kind="primary" tall onClick={() => what.done(map.value?.centre ?? null)}>
          {t("map.pick.done")}
        </Button>
        <IconButton icon="close" label={t("app.close")} onClick={() => what.done(null)} />
      </div>
    </>
  );
}
