/** Plans and places as GeoJSON for the map. */
import type { Feature, FeatureCollection, LineString, Point, Polygon } from "geojson";
import type { Amenity, Event, Notice, Spot } from "../api/types";
import { type DayView, isLesser } from "../plan/view";

export interface WayFacts {
  mode: string;
  estimated: boolean;
  active: boolean;
}

export function waysOf(days: DayView[], active: number): FeatureCollection<LineString, WayFacts> {
  const features: Feature<LineString, WayFacts>[] = [];
  for (const [number, day] of days.entries())
    for (const leg of day.legs) {
      if (!leg || leg.geometry.coordinates.length < 2) continue;
      features.push({
        type: "Feature",
        geometry: { type: "LineString", coordinates: leg.geometry.coordinates },
        properties: { mode: leg.mode, estimated: leg.estimated, active: number === active },
      });
    }
  return { type: "FeatureCollection", features };
}

export interface PlaceFacts {
  id: string;
  name: string;
  lesser: boolean;
  stamp: string;
  rank: number;
  /** What kind of notice holds there, or nothing. */
  news: string;
  /** Whether there are more places than those that were loaded. */
  more: boolean;
}

/** Places outside the plan; those that few know come first where there is no room for all. */
export function placesOf(
  spots: Spot[],
  hidden: ReadonlySet<string>,
  news: ReadonlyMap<string, string> = new Map(),
  more = false,
): FeatureCollection<Point, PlaceFacts> {
  const features = spots
    .filter((spot) => !hidden.has(spot.id))
    .map((spot): Feature<Point, PlaceFacts> => {
      const { name, category, renown } = spot.properties;
      const lesser = isLesser(renown);
      return {
        type: "Feature",
        geometry: { type: "Point", coordinates: spot.geometry.coordinates },
        properties: {
          id: spot.id,
          name,
          lesser,
          stamp: `${lesser ? "lesser" : "known"}-${category}`,
          rank: lesser ? 0 : 1 - (renown ?? 0.5),
          news: news.get(spot.id) ?? "",
          more,
        },
      };
    });
  return { type: "FeatureCollection", features };
}

/** Which kind of notice holds at which spot; that something is closed weighs more than the rest. */
export function newsBySpot(notices: Notice[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { spot_id: id, kind } of notices)
    if (id && found.get(id) !== "closure") found.set(id, kind);
  return found;
}

export interface AreaFacts {
  id: string;
  kind: string;
  title: string;
}

/** Notices about an area. */
export function areasOf(notices: Notice[]): FeatureCollection<Polygon, AreaFacts> {
  const features = notices.flatMap(({ id, kind, title, area }): Feature<Polygon, AreaFacts>[] =>
    area
      ? [
          {
            type: "Feature",
            geometry: { type: "Polygon", coordinates: area.coordinates },
            properties: { id, kind, title },
          },
        ]
      : [],
  );
  return { type: "FeatureCollection", features };
}

export interface ExtraFacts {
  id: string;
  what: "event" | "toilet" | "shelter";
  name: string;
}

function extra(
  id: string,
  what: ExtraFacts["what"],
  name: string,
  coordinates: number[],
): Feature<Point, ExtraFacts> {
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates },
    properties: { id, what, name },
  };
}

/** Events, toilets and shelters: only where people asked to see them. */
export function extrasOf(
  events: Event[],
  amenities: Amenity[],
): FeatureCollection<Point, ExtraFacts> {
  const features = [
    ...events.flatMap(({ id, name, lat, lon }) =>
      lat === null || lon === null ? [] : [extra(id, "event", name, [lon, lat])],
    ),
    ...amenities.map(({ id, geometry, properties: { kind, name } }) =>
      extra(id, kind === "shelter" ? "shelter" : "toilet", name, geometry.coordinates),
    ),
  ];
  return { type: "FeatureCollection", features };
}

/** West, south, east, north of a day's ways and stops. */
export function boundsOf(days: DayView[]): [number, number, number, number] | null {
  const points = days.flatMap((day) => [
    [day.start.at.lon, day.start.at.lat],
    [day.end.at.lon, day.end.at.lat],
    ...day.stops.map((stop) => [stop.location.lon, stop.location.lat]),
    ...day.legs.flatMap((leg) => leg?.geometry.coordinates ?? []),
  ]) as [number, number][];
  if (points.length === 0) return null;
  const lons = points.map(([lon]) => lon);
  const lats = points.map(([, lat]) => lat);
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
}
