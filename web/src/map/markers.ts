/** Numbered stops, where a day begins and ends, and oneself: few enough to be elements. */
import maplibregl from "maplibre-gl";
import type { Position } from "../api/types";
import { t } from "../i18n";
import type { DayView, StopView } from "../plan/view";

/**
 * A numbered stop. It is for pointers only: the list beside the map says and does the same for
 * keyboards and screen readers, without targets that lie over each other.
 */
function stopMarker(stop: StopView, onStop: (key: string) => void): HTMLElement {
  const element = document.createElement("div");
  element.className = ["stop-marker", stop.lesser && "lesser", stop.kind].filter(Boolean).join(" ");
  element.dataset.key = stop.key;
  element.setAttribute("aria-hidden", "true");
  element.title = stop.name;
  element.textContent = stop.number === null ? "P" : String(stop.number);
  element.addEventListener("click", (event) => {
    event.stopPropagation();
    onStop(stop.key);
  });
  return element;
}

function marker(element: HTMLElement, at: Position): maplibregl.Marker {
  return new maplibregl.Marker({ element }).setLngLat([at.lon, at.lat]);
}

export function plainMarker(
  kind: "start" | "end" | "here" | "chosen",
  at: Position,
): maplibregl.Marker {
  const element = document.createElement("div");
  element.className = `end-marker ${kind}`;
  element.setAttribute("role", "img");
  element.setAttribute("aria-label", t(`map.${kind}`));
  return marker(element, at);
}

/** Stops at the same place would hide each other; later ones step a little aside. */
function spread(stops: StopView[]): Position[] {
  const taken = new Map<string, number>();
  return stops.map(({ location }) => {
    const name = `${location.lat.toFixed(5)},${location.lon.toFixed(5)}`;
    const before = taken.get(name) ?? 0;
    taken.set(name, before + 1);
    return { lat: location.lat, lon: location.lon + before * 0.00025 };
  });
}

export function dayMarkers(day: DayView, onStop: (key: string) => void): maplibregl.Marker[] {
  const places = spread(day.stops);
  const round = day.start.at.lat === day.end.at.lat && day.start.at.lon === day.end.at.lon;
  return [
    plainMarker("start", day.start.at),
    ...(round ? [] : [plainMarker("end", day.end.at)]),
    ...day.stops.map((stop, index) =>
      marker(stopMarker(stop, onStop), places[index] ?? stop.location),
    ),
  ];
}
