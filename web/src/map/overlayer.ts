/** Puts what lies on the map onto it, and again after each change of style. */
import type { GeoJSONSource, Map as GlMap } from "maplibre-gl";
import type { Amenity, Event, Notice, Spot } from "../api/types";
import type { DayView } from "../plan/view";
import { areasOf, extrasOf, newsBySpot, placesOf, waysOf } from "./collections";
import { AREAS, EXTRAS, overlayLayers, PLACES, placeSource, WAYS } from "./overlays";
import type { Palette } from "./palette";
import { addSeals } from "./seals";
import { EMPTY } from "./style";

export interface Shown {
  days: DayView[];
  active: number;
  spots: Spot[];
  /** Whether there are more spots there than `spots`. */
  moreSpots: boolean;
  notices: Notice[];
  events: Event[];
  amenities: Amenity[];
}

const NOTHING: Shown = {
  days: [],
  active: 0,
  spots: [],
  moreSpots: false,
  notices: [],
  events: [],
  amenities: [],
};

export class Overlayer {
  private shown = NOTHING;
  private hushed = false;

  constructor(
    private readonly map: GlMap,
    private readonly ink: () => Palette,
  ) {}

  /** Draw everything on a style that has just been loaded. */
  draw(): void {
    addSeals(this.map, this.ink());
    for (const name of [AREAS, WAYS, EXTRAS])
      this.map.addSource(name, { type: "geojson", data: EMPTY });
    this.map.addSource(PLACES, placeSource());
    this.addLayers();
    this.refresh();
  }

  show(change: Partial<Shown>): void {
    this.shown = { ...this.shown, ...change };
    this.refresh(change);
  }

  private addLayers(): void {
    this.hushed = this.shown.days.length > 0;
    for (const layer of overlayLayers(this.ink(), this.hushed)) {
      if (this.map.getLayer(layer.id)) this.map.removeLayer(layer.id);
      this.map.addLayer(layer);
    }
  }

  private put(name: string, data: Parameters<GeoJSONSource["setData"]>[0]): void {
    void this.map.getSource<GeoJSONSource>(name)?.setData(data);
  }

  /** Draw what `change` is about; without it, everything. */
  private refresh(change: Partial<Shown> = this.shown): void {
    if (!this.map.getSource(WAYS)) return;
    const { days, active, spots, moreSpots, notices, events, amenities } = this.shown;
    if (this.hushed !== days.length > 0) this.addLayers();
    if (change.days) this.put(WAYS, waysOf(days, active));
    if (change.days || change.spots || change.notices) {
      const planned = new Set(days.flatMap((day) => day.stops.map((stop) => stop.spotId ?? "")));
      this.put(PLACES, placesOf(spots, planned, newsBySpot(notices), moreSpots));
    }
    if (change.notices) this.put(AREAS, areasOf(notices));
    if (change.events || change.amenities) this.put(EXTRAS, extrasOf(events, amenities));
  }
}
