/** The map itself. Loaded after the first paint, because the library is most of the app's weight. */
import maplibregl, { type GeoJSONSource, type Map as GlMap } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import "./attribution.css";
import "./map.css";
import type { Position } from "../api/types";
import { t } from "../i18n";
import type { DayView } from "../plan/view";
import { Camera } from "./camera";
import { dayMarkers, plainMarker } from "./markers";
import { Overlayer, type Shown } from "./overlayer";
import { CLUSTERS, PLACES, TAPPED } from "./overlays";
import { DAY, NIGHT, type Palette } from "./palette";
import type { View } from "./section";
import { styleOf } from "./style";
import type { TileJson } from "./tileSource";

export interface MapEvents {
  /** Something on the map was tapped: a spot, a notice, an event, a toilet. */
  onTap: (what: string, id: string) => void;
  onStop: (key: string) => void;
  onMove: (centre: Position, view: View) => void;
}

export class TripMap {
  readonly camera: Camera;
  private readonly map: GlMap;
  private readonly overlays: Overlayer;
  private readonly scheme = matchMedia("(prefers-color-scheme: dark)");
  private markers: maplibregl.Marker[] = [];
  private here: maplibregl.Marker | null = null;
  private chosen: maplibregl.Marker | null = null;
  private tiles: TileJson | null = null;
  private styleUrl: string | null = null;

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
      locale: {
        "Map.Title": t("map.canvas"),
        "AttributionControl.ToggleAttribution": t("map.sources"),
      },
    });
    this.camera = new Camera(this.map);
    this.overlays = new Overlayer(this.map, () => this.ink);
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibregl.AttributionControl({ compact: true }), "top-left");
    this.map.on("style.load", () => this.overlays.draw());
    this.map.on("moveend", this.tellView);
    this.listenToTaps();
    this.scheme.addEventListener("change", this.restyle);
  }

  private get ink(): Palette {
    return this.scheme.matches ? NIGHT : DAY;
  }

  private readonly tellView = () => this.events.onMove(this.camera.centre, this.camera.view);

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

  private listenToTaps(): void {
    const layers = [CLUSTERS, ...Object.keys(TAPPED)];
    for (const layer of layers) {
      this.map.on("mouseenter", layer, () => this.map.getCanvas().classList.add("over-place"));
      this.map.on("mouseleave", layer, () => this.map.getCanvas().classList.remove("over-place"));
    }
    this.map.on("click", (event) => {
      const there = layers.filter((layer) => this.map.getLayer(layer));
      const [top] = this.map.queryRenderedFeatures(event.point, { layers: there });
      if (top) this.tapped(top);
    });
  }

  /** Of what lies on each other, only the topmost is meant. */
  private tapped({ layer, properties, geometry }: maplibregl.MapGeoJSONFeature): void {
    if (layer.id === CLUSTERS && geometry.type === "Point") {
      const at = geometry.coordinates as [number, number];
      void this.map
        .getSource<GeoJSONSource>(PLACES)
        ?.getClusterExpansionZoom(Number(properties.cluster_id))
        .then((zoom) => this.camera.zoomTo(at, zoom));
      return;
    }
    const what = TAPPED[layer.id as keyof typeof TAPPED];
    this.events.onTap(what === "extra" ? String(properties.what) : what, String(properties.id));
  }

  /** Draw other days, places, notices, events or amenities than before. */
  show(change: Partial<Shown>): void {
    this.overlays.show(change);
  }

  showDays(days: DayView[], active: number): void {
    for (const marker of this.markers) marker.remove();
    const day = days[active];
    this.markers = day ? dayMarkers(day, this.events.onStop) : [];
    for (const marker of this.markers) marker.addTo(this.map);
    this.overlays.show({ days, active });
  }

  showHere(at: Position | null): void {
    this.here?.remove();
    this.here = at ? plainMarker("here", at).addTo(this.map) : null;
  }

  /** Ring the place that is read about. */
  showChosen(at: Position | null): void {
    this.chosen?.remove();
    this.chosen = at ? plainMarker("chosen", at).addTo(this.map) : null;
  }

  resize(): void {
    this.map.resize();
  }

  destroy(): void {
    this.scheme.removeEventListener("change", this.restyle);
    this.map.remove();
  }
}
