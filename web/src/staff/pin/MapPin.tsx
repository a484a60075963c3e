import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Position, Region } from "../../api/types";
import { Button, IconButton } from "../../ui/controls";
import type { Faults } from "../faults";
import { NumberField, numberOf } from "../form";
import { t } from "../words";
import type { PinMap } from "./pinMap";
import "./pin.css";

interface MapPinProps {
  region: Region;
  /** As typed, so that what is no number yet stays in sight. */
  lat: string;
  lon: string;
  onMove: (lat: string, lon: string) => void;
  faults?: Faults | undefined;
  /** Pointers of the two numbers, where they are not `/lat` and `/lon`. */
  latAt?: string;
  lonAt?: string;
  required?: boolean;
  readOnly?: boolean;
}

/** The place that two typed numbers name, where they name one. */
export function placeOf(lat: string, lon: string): Position | null {
  const [north, east] = [numberOf(lat), numberOf(lon)];
  if (north === null || east === null) return null;
  return Math.abs(north) <= 90 && Math.abs(east) <= 180 ? { lat: north, lon: east } : null;
}

/** A map of the region with a pin, and the same as two numbers beside it. */
export function MapPin(props: MapPinProps) {
  const { latAt = "/lat", lonAt = "/lon", lat, lon, onMove } = props;
  const box = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const shown = useRef<PinMap | null>(null);
  const latest = useRef({ onMove, lat, lon });
  latest.current = { onMove, lat, lon };
  const ground = useSignal<"unknown" | "streets" | "paper" | "failed">("unknown");
  const at = placeOf(lat, lon);

  useEffect(() => {
    let gone = false;
    const begin = async () => {
      const { PinMap } = await import("./pinMap");
      if (gone || !box.current || !handle.current) return;
      shown.current = new PinMap(box.current, handle.current, props.region, {
        onMove: (to) => props.readOnly || latest.current.onMove(String(to.lat), String(to.lon)),
        onGround: (streets) => {
          ground.value = streets ? "streets" : "paper";
        },
      });
      shown.current.place(placeOf(latest.current.lat, latest.current.lon));
    };
    begin().catch((cause: unknown) => {
      console.warn(cause);
      ground.value = "failed";
    });
    return () => {
      gone = true;
      shown.current?.destroy();
      shown.current = null;
    };
  }, [props.region.code]);
  useEffect(() => shown.current?.place(at), [lat, lon]);

  return (
    <div class="pin">
      <p class="note">{ground.value === "failed" ? t("pin.failed") : t("pin.lead")}</p>
      {ground.value === "paper" && <p class="note">{t("pin.noTiles")}</p>}
      <div class="pin-map" hidden={ground.value === "failed"}>
        <div class="pin-canvas" ref={box} />
        {/* The map takes the handle into itself as its marker. */}
        <span class="pin-store">
          <button
            type="button"
            class="pin-handle"
            ref={handle}
            aria-label={t("pin.map", { lat: lat || "–", lon: lon || "–" })}
          >
            <svg viewBox="0 0 24 32" aria-hidden="true">
              <path d="M12 31S2 20 2 12a10 10 0 0 1 20 0c0 8-10 19-10 19z" />
              <circle cx="12" cy="12" r="4" />
            </svg>
          </button>
        </span>
        {!at && !props.readOnly && (
          <div class="pin-drop">
            <Button icon="pin" onClick={() => shown.current?.drop()}>
              {t("pin.drop")}
            </Button>
          </div>
        )}
        <div class="pin-tools">
          <IconButton icon="plus" label={t("pin.in")} onClick={() => shown.current?.zoomBy(1)} />
          <IconButton icon="minus" label={t("pin.out")} onClick={() => shown.current?.zoomBy(-1)} />
        </div>
      </div>
      <div class="columns">
        <NumberField
          at={latAt}
          label={t("pin.lat")}
          value={lat}
          onInput={(typed) => onMove(typed, lon)}
          faults={props.faults}
          required={props.required}
        />
        <NumberField
          at={lonAt}
          label={t("pin.lon")}
          value={lon}
          onInput={(typed) => onMove(lat, typed)}
          faults={props.faults}
          required={props.required}
        />
      </div>
    </div>
  );
}
