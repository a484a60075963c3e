/** The map as the rest of the app sees it: absent until loaded, and never needed. */
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Position } from "../../api/types";
import type { TripMap } from "../../map/createMap";

export const map = signal<TripMap | null>(null);
/** `undrawable`: the browser has no WebGL, as on old computers. */
export const mapState = signal<"off" | "loading" | "there" | "failed" | "undrawable">("off");
export const hasTiles = signal<boolean | null>(null);
export const mapCentre = signal<Position | null>(null);

/** Where the place lies that is read about. */
export const chosenPlace = signal<Position | null>(null);

/** Show on the map where something is, for as long as it is read about. */
export function useChosenPlace(at: Position | null): void {
  useEffect(() => {
    chosenPlace.value = at;
    return () => {
      chosenPlace.value = null;
    };
  }, [at?.lat, at?.lon]);
}

export type PickFor = "start" | "end" | "here";

interface Picking {
  what: PickFor;
  done: (at: Position | null) => void;
}

/** Set while the tourist chooses a place by moving the map under a pin. */
export const picking = signal<Picking | null>(null);

export function pickOnMap(what: PickFor, from: Position | null): Promise<Position | null> {
  if (from) map.value?.camera.flyTo(from, 14.5);
  return new Promise((resolve) => {
    picking.value = {
      what,
      done: (at) => {
        picking.value = null;
        resolve(at);
      },
    };
  });
}
