/** What lies on the map: ways between the stops, and places that could be visited. */
import type {
  FilterSpecification,
  LayerSpecification,
  SourceSpecification,
  SymbolLayerSpecification,
} from "maplibre-gl";
import type { Palette } from "./palette";
import { EMPTY } from "./style";

export const WAYS = "ways";
export const PLACES = "places";
export const AREAS = "areas-of-notices";
export const EXTRAS = "extras";

/** From this zoom on each place is drawn by itself. */
const APART = 13;

/** Layers that answer to a tap, and what they show. */
export const TAPPED = {
  "place-stamps": "spot",
  "place-dots": "spot",
  "place-news": "spot",
  "extra-stamps": "extra",
  "area-fill": "notice",
} as const;

/** A name below its stamp, left out where it would lie on something. */
const NAME_BELOW = {
  "text-font": ["sans-serif"],
  "text-size": 12.5,
  "text-offset": [0, 1.25],
  "text-anchor": "top",
  "text-optional": true,
} satisfies SymbolLayerSpecification["layout"];

export const CLUSTERS = "place-clusters";

/** Places that would lie on each other from afar are drawn as one, with their number. */
export function placeSource(): SourceSpecification {
  return {
    type: "geojson",
    data: EMPTY,
    cluster: true,
    clusterRadius: 42,
    clusterMaxZoom: APART - 1,
    clusterMinPoints: 4,
    clusterProperties: {
      lesser: ["+", ["case", ["get", "lesser"], 1, 0]],
      more: ["any", ["get", "more"]],
    },
  };
}

function areaLayers(ink: Palette): LayerSpecification[] {
  const color = ["match", ["get", "kind"], "at_its_best", ink.leaf, ink.gold] as unknown as string;
  return [
    {
      id: "area-fill",
      type: "fill",
      source: AREAS,
      paint: { "fill-color": color, "fill-opacity": 0.15 },
    },
    {
      id: "area-edge",
      type: "line",
      source: AREAS,
      paint: { "line-color": color, "line-width": 2, "line-dasharray": [2, 1.5] },
    },
  ];
}

/** Clusters take the colour of what most of their places are. */
function clusterLayers(ink: Palette, hushed: boolean): LayerSpecification[] {
  const mostlyLesser = [">", ["get", "lesser"], ["*", 0.5, ["get", "point_count"]]];
  const color = ["case", mostlyLesser, ink.kaki, ink.leaf] as unknown as string;
  return [
    {
      id: CLUSTERS,
      type: "circle",
      source: PLACES,
      filter: ["has", "point_count"],
      paint: {
        "circle-color": ink.halo,
        "circle-opacity": hushed ? 0.7 : 0.95,
        "circle-radius": ["step", ["get", "point_count"], 13, 20, 16, 100, 20],
        "circle-stroke-color": color,
        "circle-stroke-width": hushed ? 1 : 2,
      },
    },
    {
      id: "place-counts",
      type: "symbol",
      source: PLACES,
      filter: ["has", "point_count"],
      layout: {
        // A count of what was loaded is no total: "12+" says so.
        "text-field": [
          "concat",
          ["get", "point_count_abbreviated"],
          ["case", ["get", "more"], "+", ""],
        ],
        "text-font": ["sans-serif"],
        "text-size": 12.5,
        "text-allow-overlap": true,
      },
      paint: { "text-color": color, "text-opacity": hushed ? 0.8 : 1 },
    },
  ];
}

/** Where a notice holds: gold where something is closed or hard to reach, green at its best. */
function newsLayer(ink: Palette): LayerSpecification {
  return {
    id: "place-news",
    type: "circle",
    source: PLACES,
    minzoom: APART,
    filter: ["all", ["!", ["has", "point_count"]], ["!=", ["get", "news"], ""]],
    paint: {
      "circle-radius": 5.5,
      "circle-color": ["match", ["get", "news"], "at_its_best", ink.leaf, ink.gold],
      "circle-stroke-color": ink.halo,
      "circle-stroke-width": 1.5,
      "circle-translate": [11, -11],
    },
  };
}

function extraLayer(ink: Palette): LayerSpecification {
  return {
    id: "extra-stamps",
    type: "symbol",
    source: EXTRAS,
    layout: {
      "icon-image": ["concat", "extra-", ["get", "what"]],
      "icon-size": ["interpolate", ["linear"], ["zoom"], 12, 0.7, 16, 0.95],
      "icon-allow-overlap": true,
      "text-field": ["step", ["zoom"], "", 15, ["get", "name"]],
      ...NAME_BELOW,
    },
    paint: { "text-color": ink.ai, "text-halo-color": ink.halo, "text-halo-width": 1.6 },
  };
}

/** Ways of this mode that were found, not guessed. */
function known(mode: "drive" | "walk"): FilterSpecification {
  return ["all", ["==", ["get", "mode"], mode], ["!", ["get", "estimated"]]];
}

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
      filter: known("drive"),
      paint: { "line-color": ink.leaf, "line-width": 4.5, "line-opacity": dim },
    },
    {
      id: "way-walk",
      type: "line",
      source: WAYS,
      layout: shown,
      filter: known("walk"),
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
      filter: ["!", ["has", "point_count"]],
      maxzoom: hushed ? 15.9 : APART,
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
      filter: ["!", ["has", "point_count"]],
      minzoom: hushed ? 15.9 : APART,
      layout: {
        "icon-image": ["get", "stamp"],
        "icon-size": ["interpolate", ["linear"], ["zoom"], 13, 0.62, 16, 1],
        "icon-padding": 0,
        "symbol-sort-key": ["get", "rank"],
        "text-field": ["step", ["zoom"], "", 15.5, ["get", "name"]],
        ...NAME_BELOW,
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
  return [
    ...areaLayers(ink),
    ...placeLayers(ink, hushed),
    ...clusterLayers(ink, hushed),
    newsLayer(ink),
    ...wayLayers(ink),
    extraLayer(ink),
  ];
}
