/** The map's style: paper, water, green, and streets by their rank. No request leaves the server. */
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Palette } from "./palette";
import type { TileJson } from "./tileSource";

const FONT = ["sans-serif"];
const STREETS = { source: "streets", "source-layer": "streets" } as const;

const kinds = (...names: string[]): ExpressionSpecification => [
  "in",
  ["get", "kind"],
  ["literal", names],
];

/** A width that grows with the zoom from `thin` at 12 to `wide` at 18. */
function width(thin: number, wide: number): ExpressionSpecification {
  return ["interpolate", ["exponential", 1.6], ["zoom"], 12, thin, 18, wide];
}

function ground(ink: Palette): LayerSpecification[] {
  const area = (kind: string, color: string): LayerSpecification => ({
    id: `area-${kind}`,
    type: "fill",
    source: "streets",
    "source-layer": "areas",
    filter: ["==", ["get", "kind"], kind],
    paint: { "fill-color": color },
  });
  return [area("green", ink.green), area("built", ink.built), area("water", ink.water)];
}

function street(
  id: string,
  names: string[],
  color: string,
  thickness: ExpressionSpecification,
  more: { dash?: number[]; minzoom?: number } = {},
): LayerSpecification {
  return {
    id,
    type: "line",
    ...STREETS,
    minzoom: more.minzoom ?? 0,
    filter: kinds(...names),
    layout: { "line-cap": more.dash ? "butt" : "round", "line-join": "round" },
    paint: {
      "line-color": color,
      "line-width": thickness,
      ...(more.dash ? { "line-dasharray": more.dash } : {}),
    },
  };
}

function streets(ink: Palette): LayerSpecification[] {
  return [
    street("path", ["path"], ink.path, width(0.5, 3), { dash: [2, 1.6], minzoom: 13 }),
    street("steps", ["steps"], ink.path, width(0.6, 5), { dash: [0.5, 0.5], minzoom: 14 }),
    street("service-case", ["service"], ink.casing, width(0.4, 9), { minzoom: 13.5 }),
    street("minor-case", ["minor"], ink.casing, width(1, 15), { minzoom: 11 }),
    street("main-case", ["main", "motorway"], ink.casing, width(2.2, 21)),
    street("service", ["service"], ink.street, width(0.2, 7), { minzoom: 13.5 }),
    street("minor", ["minor"], ink.street, width(0.6, 13), { minzoom: 11 }),
    street("main", ["main", "motorway"], ink.main, width(1.4, 18)),
  ];
}

function streetNames(ink: Palette): LayerSpecification {
  return {
    id: "street-names",
    type: "symbol",
    ...STREETS,
    minzoom: 14.5,
    filter: ["has", "name"],
    layout: {
      "symbol-placement": "line",
      "text-field": ["get", "name"],
      "text-font": FONT,
      "text-size": ["interpolate", ["linear"], ["zoom"], 14, 11, 18, 14],
      "text-letter-spacing": 0.03,
      "symbol-spacing": 320,
      "text-max-angle": 30,
    },
    paint: { "text-color": ink.label, "text-halo-color": ink.halo, "text-halo-width": 1.4 },
  };
}

export const EMPTY = { type: "FeatureCollection" as const, features: [] };

function absolute(template: string): string {
  return template.startsWith("/") ? location.origin + template : template;
}

function plain(ink: Palette): StyleSpecification {
  return {
    version: 8,
    sources: {},
    layers: [{ id: "paper", type: "background", paint: { "background-color": ink.paper } }],
  };
}

/** Without tiles the paper stays empty: legs and places are drawn on it all the same. */
export function styleOf(ink: Palette, tiles: TileJson | null): StyleSpecification {
  const style = plain(ink);
  if (!tiles) return style;
  style.sources.streets = {
    type: "vector",
    tiles: tiles.tiles.map(absolute),
    minzoom: tiles.minzoom,
    maxzoom: tiles.maxzoom,
    ...(tiles.bounds ? { bounds: tiles.bounds } : {}),
    ...(tiles.attribution ? { attribution: tiles.attribution } : {}),
  };
  style.layers.push(...ground(ink), ...streets(ink), streetNames(ink));
  return style;
}
