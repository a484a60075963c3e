import { useEffect, useRef } from "preact/hooks";
import { t } from "../../i18n";
import { Button, IconButton } from "../../ui/controls";
import { Icon } from "../../ui/Icon";
import { say } from "../../ui/toasts";
import { MapBar } from "../around/MapBar";
import { hasTiles, map, mapState, picking } from "../state/map";
import { findPosition } from "../state/position";
import { route } from "../state/route";
import { beginMap, fitPlan, followOnMap } from "./onMap";

function saves(): boolean {
  const { connection } = navigator as {
    connection?: { saveData?: boolean; effectiveType?: string };
  };
  return Boolean(connection?.saveData) || /2g/.test(connection?.effectiveType ?? "");
}

async function locate(): Promise<void> {
  const at = await findPosition();
  if (!at) return say(t("ask.place.denied"));
  map.value?.showHere(at);
  map.value?.camera.flyTo(at);
}

export function MapPane() {
  const container = useRef<HTMLDivElement>(null);
  const begin = () => container.current && void beginMap(container.current);
  useEffect(() => {
    if (!saves()) {
      if ("requestIdleCallback" in globalThis) requestIdleCallback(begin, { timeout: 2500 });
      else setTimeout(begin, 600);
    }
    return followOnMap();
  }, []);
  const there = mapState.value === "there";
  return (
    <section class="map-pane" aria-label={t("map.label")}>
      <div class="map-canvas" ref={container} />
      {!there && <Waiting onBegin={begin} />}
      {!picking.value && <MapBar />}
      {there && <Tools />}
      {there && hasTiles.value === false && <p class="map-note note">{t("map.noTiles")}</p>}
      {picking.value && <PickPin />}
    </section>
  );
}

function Waiting({ onBegin }: { onBegin: () => void }) {
  const state = mapState.value;
  return (
    <div class="map-wait">
      {state === "loading" && <span class="note">{t("map.loading")}</span>}
      {state === "failed" && <span class="note">{t("map.failed")}</span>}
      {state === "undrawable" && <span class="note">{t("map.undrawable")}</span>}
      {state === "off" && saves() && (
        <Button icon="map" onClick={onBegin}>
          {t("map.show")}
        </Button>
      )}
    </div>
  );
}

function Tools() {
  const zoom = (by: number) => map.value?.camera.zoomBy(by);
  return (
    <div class="map-tools">
      <IconButton icon="plus" label={t("map.zoomIn")} onClick={() => zoom(1)} />
      <IconButton icon="minus" label={t("map.zoomOut")} onClick={() => zoom(-1)} />
      {route.value.planId && <IconButton icon="fit" label={t("map.fit")} onClick={fitPlan} />}
      <IconButton icon="locate" label={t("map.locate")} onClick={() => void locate()} />
    </div>
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
        <Button kind="primary" tall onClick={() => what.done(map.value?.camera.centre ?? null)}>
          {t("map.pick.done")}
        </Button>
        <IconButton icon="close" label={t("app.close")} onClick={() => what.done(null)} />
      </div>
    </>
  );
}
