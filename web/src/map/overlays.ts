/** What lies on the map: ways between the stops, and places that could be visited. */
import type { LayerSpecification } from "maplibre-gl";
import type { Palette } from "./palette";

export const WAYS = "ways";
export const PLACES = "places";

function wayLayers(ink: Palette): LayerSpecification[] {
  const shown = { "line-cap": "round", "line-join": "round" } as const;
  const dim = ["case", ["get", "active"], 1, 0.35] as ["case", ["get", string], number, number];
  return [
    {
      id: "way-case",
      type: "line",
      source: WAYS,
      layout: shown,
      paint: { "line-color": ink.halo, "line-width": 8, "line-opacity": dim },
    },
    {
      id: "way-drive",
      type: "line",
      source: WAYS,
      layout: shown,
      filter: ["all", ["==", ["get", "mode"], "drive"], ["!", ["get", "estimated"]]],
      paint: { "line-color": ink.leaf, "line-width": 4.5, "line-opacity": dim },
    },
    {
      id: "way-walk",
      type: "line",
      source: WAYS,
      layout: shown,
      filter: ["all", ["==", ["get", "mode"], "walk"], ["!", ["get", "estimated"]]],
      paint: {
        "line-color": ink.leaf,
        "line-width": 4.5,
        "line-dasharray": [0.1, 1.7],
        "line-opacity": dim,
      },
    },
    {
      id: "way-guessed",
      type: "line",
      source: WAYS,
      layout: { "line-cap": "butt" },
      filter: ["get", "estimated"],
      paint: {
        "line-color": ink.leaf,
        "line-width": 2.5,
        "line-dasharray": [3, 2.5],
        "line-opacity": dim,
      },
    },
  ];
}

function placeLayers(ink: Palette, hushed: boolean): LayerSpecification[] {
  return [
    {
      id: "place-dots",
      type: "circle",
      source: PLACES,
      maxzoom: hushed ? 15.9 : 13,
      paint: {
        "circle-radius": 3.2,
        "circle-opacity": hushed ? 0.55 : 1,
        "circle-stroke-opacity": hushed ? 0.4 : 1,
        "circle-color": ["case", ["get", "lesser"], ink.kaki, ink.leaf],
        "circle-stroke-width": 1,
        "circle-stroke-color": ink.halo,
      },
    },
    {
      id: "place-stamps",
      type: "symbol",
      source: PLACES,
      minzoom: hushed ? 15.9 : 13,
      layout: {
        "icon-image": ["get", "stamp"],
        "icon-size": ["interpolate", ["linear"], ["zoom"], 13, 0.62, 16, 1],
        "icon-padding": 0,
        "symbol-sort-key": ["get", "rank"],
        "text-field": ["step", ["zoom"], "", 15.5, ["get", "name"]],
        "text-font": ["sans-serif"],
        "text-size": 12.5,
        "text-offset": [0, 1.25],
        "text-anchor": "top",
        "text-optional": true,
        "text-max-width": 9,
      },
      paint: {
        "icon-opacity": hushed ? 0.85 : 1,
        "text-color": ["case", ["get", "lesser"], ink.kaki, ink.ink],
        "text-halo-color": ink.halo,
        "text-halo-width": 1.6,
      },
    },
  ];
}

/** Beside a plan the other places are `hushed`. */
export function overlayLayers(ink: Palette, hushed: boolean): LayerSpecification[] {
  return [...placeLayers(ink, hushed), ...wayLayers(ink)];
}
