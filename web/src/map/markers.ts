/** Numbered stops, where a day begins and ends, and oneself: few enough to be real buttons. */
import maplibregl from "maplibre-gl";
import type { Position } from "../api/types";
import { t } from "../i18n";
import type { DayView, StopView } from "../plan/view";
import { timeSpan } from "../plan/view";

function stopButton(stop: StopView, onStop: (key: string) => void): HTMLElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = ["stop-marker", stop.lesser && "lesser", stop.kind].filter(Boolean).join(" ");
  button.dataset.key = stop.key;
  button.textContent = stop.number === null ? "P" : String(stop.number);
  const label = { number: stop.number ?? "", name: stop.name, time: timeSpan(stop) };
  button.setAttribute("aria-label", t("map.stop", label));
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    onStop(stop.key);
  });
  return button;
}

function marker(element: HTMLElement, at: Position): maplibregl.Marker {
  return new maplibregl.Marker({ element }).setLngLat([at.lon, at.lat]);
}

export function plainMarker(kind: "start" | "end" | "here", at: Position): maplibregl.Marker {
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
      marker(stopButton(stop, onStop), places[index] ?? stop.location),
    ),
  ];
}
