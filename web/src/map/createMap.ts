/** The map itself. Loaded after the first paint, because the library is most of the app's weight. */
import maplibregl, { type GeoJSONSource, type Map as GlMap } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";
import type { Position, Spot } from "../api/types";
import type { DayView } from "../plan/view";
import { boundsOf, placesOf, waysOf } from "./collections";
import { dayMarkers, plainMarker } from "./markers";
import { overlayLayers, PLACES, WAYS } from "./overlays";
import { DAY, NIGHT, type Palette } from "./palette";
import { CHARACTERS, characterOf, drawStamp } from "./stamps";
import { EMPTY, styleOf } from "./style";
import type { TileJson } from "./tileSource";

export interface Padding {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export interface MapEvents {
  onPlace: (spotId: string) => void;
  onStop: (key: string) => void;
  onMove: (centre: Position) => void;
}

const CLOSE_UP = 16;
const FIT = { maxZoom: 16.2, duration: 600 };

export class TripMap {
  private readonly map: GlMap;
  private readonly scheme = matchMedia("(prefers-color-scheme: dark)");
  private markers: maplibregl.Marker[] = [];
  private here: maplibregl.Marker | null = null;
  private tiles: TileJson | null = null;
  private hushed = false;
  private styleUrl: string | null = null;
  private padding: Padding = { top: 40, bottom: 40, left: 40, right: 40 };
  private shown: { days: DayView[]; active: number; spots: Spot[] } = {
    days: [],
    active: 0,
    spots: [],
  };

  constructor(
    container: HTMLElement,
    centre: Position,
    private readonly events: MapEvents,
  ) {
    this.map = new maplibregl.Map({
      container,
      style: styleOf(this.ink, null),
      center: [centre.lon, centre.lat],
      zoom: 13,
      attributionControl: false,
      localIdeographFontFamily: "sans-serif",
      dragRotate: false,
      pitchWithRotate: false,
      maxZoom: 18.5,
      fadeDuration: 150,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibregl.AttributionControl({ compact: true }), "top-left");
    this.map.on("style.load", () => this.draw());
    this.map.on("moveend", () => this.events.onMove(this.centre));
    this.listenToPlaces();
    this.scheme.addEventListener("change", this.restyle);
  }

  get centre(): Position {
    const { lng, lat } = this.map.getCenter();
    return { lat: round(lat), lon: round(lng) };
  }

  private get ink(): Palette {
    return this.scheme.matches ? NIGHT : DAY;
  }

  private readonly restyle = () => {
    this.map.setStyle(this.styleUrl ?? styleOf(this.ink, this.tiles), { diff: false });
  };

  /** Draw on somebody else's map, whose style is at `url`. */
  setStyleUrl(url: string): void {
    this.styleUrl = url;
    this.restyle();
  }

  /** Draw on other tiles, or on plain paper. */
  setTiles(tiles: TileJson | null): void {
    this.tiles = tiles;
    this.restyle();
  }

  private draw(): void {
    for (const [category] of [...Object.entries(CHARACTERS), ["other", ""]])
      this.addStamps(category ?? "other");
    this.map.addSource(WAYS, { type: "geojson", data: EMPTY });
    this.map.addSource(PLACES, { type: "geojson", data: EMPTY });
    this.addLayers();
    this.refresh();
  }

  private addLayers(): void {
    this.hushed = this.shown.days.length > 0;
    for (const layer of overlayLayers(this.ink, this.hushed)) {
      if (this.map.getLayer(layer.id)) this.map.removeLayer(layer.id);
      this.map.addLayer(layer);
    }
  }

  private addStamps(category: string): void {
    const { kaki, leaf, halo } = this.ink;
    const known = { fill: halo, line: leaf, text: leaf };
    const lesser = { fill: halo, line: kaki, text: kaki };
    const character = characterOf(category);
    const options = { pixelRatio: 2 };
    this.map.addImage(`known-${category}`, drawStamp(character, known, false), options);
    this.map.addImage(`lesser-${category}`, drawStamp(character, lesser, true), options);
  }

  private listenToPlaces(): void {
    for (const layer of ["place-stamps", "place-dots"]) {
      this.map.on("click", layer, (event) => {
        const id: unknown = event.features?.[0]?.properties.id;
        if (typeof id === "string") this.events.onPlace(id);
      });
      this.map.on("mouseenter", layer, () => {
        this.map.getCanvas().classList.add("over-place");
      });
      this.map.on("mouseleave", layer, () => {
        this.map.getCanvas().classList.remove("over-place");
      });
    }
  }

  private source(name: string): GeoJSONSource | undefined {
    return this.map.getSource<GeoJSONSource>(name);
  }

  private refresh(): void {
    if (!this.source(WAYS)) return;
    if (this.hushed !== this.shown.days.length > 0) this.addLayers();
    const { days, active, spots } = this.shown;
    const planned = new Set(days.flatMap((day) => day.stops.map((stop) => stop.spotId ?? "")));
    this.source(WAYS)?.setData(waysOf(days, active));
    this.source(PLACES)?.setData(placesOf(spots, planned));
  }

  showSpots(spots: Spot[]): void {
    this.shown.spots = spots;
    this.refresh();
  }

  showDays(days: DayView[], active: number): void {
    this.shown.days = days;
    this.shown.active = active;
    for (const marker of this.markers) marker.remove();
    const day = days[active];
    this.markers = day ? dayMarkers(day, this.events.onStop) : [];
    for (const marker of this.markers) marker.addTo(this.map);
    this.refresh();
  }

  showHere(at: Position | null): void {
    this.here?.remove();
    this.here = at ? plainMarker("here", at).addTo(this.map) : null;
  }

  /** Keep this much of the edges free when showing a place or a day. */
  setPadding(padding: Padding): void {
    this.padding = padding;
  }

  fitDays(days: DayView[]): void {
    const bounds = boundsOf(days);
    if (bounds) this.map.fitBounds(bounds, { ...FIT, padding: this.padding, ...calm() });
  }

  fitBox(box: [number, number, number, number]): void {
    this.map.fitBounds(box, { ...FIT, padding: this.padding, ...calm() });
  }

  flyTo(at: Position, zoom = CLOSE_UP): void {
    const options = { center: [at.lon, at.lat] as [number, number], padding: this.padding };
    this.map.easeTo({ ...options, zoom: Math.max(this.map.getZoom(), zoom), ...calm() });
  }

  zoomBy(steps: number): void {
    this.map.zoomTo(this.map.getZoom() + steps, calm());
  }

  resize(): void {
    this.map.resize();
  }

  destroy(): void {
    this.scheme.removeEventListener("change", this.restyle);
    this.map.remove();
  }
}

function calm(): { duration?: number } {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? { duration: 0 } : {};
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
