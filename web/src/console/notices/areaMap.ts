/** The map under an area. A module of its own, so that the map library loads only where one is shown. */
import maplibregl, { type GeoJSONSource } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import "../../map/attribution.css";
import { getSettings } from "../../api/settings";
import type { Position, Region } from "../../api/types";
import { DAY, NIGHT } from "../../map/palette";
import { EMPTY, styleOf } from "../../map/style";
import { getTileJson, type TileJson } from "../../map/tileSource";
import { type Corners, polygonOf } from "./area";

const AREA = "drawn-area";
const STEP_PX = 8;
const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface AreaEvents {
  onAdd: (at: Position) => void;
  onMove: (corner: number, at: Position) => void;
  onRemove: (corner: number) => void;
  labelOf: (corner: number) => string;
}

/** A map on which presses make corners; each is a button that is dragged, or moved by arrow keys. */
export class AreaMap {
  private readonly map: maplibregl.Map;
  private readonly scheme = matchMedia("(prefers-color-scheme: dark)");
  private handles: maplibregl.Marker[] = [];
  private corners: Corners = [];
  private tiles: TileJson | null = null;
  private styleUrl: string | null = null;
  private fitted = false;

  constructor(
    container: HTMLElement,
    region: Region,
    private readonly events: AreaEvents,
  ) {
    this.map = new maplibregl.Map({
      container,
      style: styleOf(this.ink, null),
      center: [region.centre.lon, region.centre.lat],
      zoom: 14,
      attributionControl: false,
      localIdeographFontFamily: "sans-serif",
      dragRotate: false,
      pitchWithRotate: false,
      maxZoom: 19,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibregl.AttributionControl({ compact: true }), "bottom-left");
    this.map.on("style.load", () => this.addArea());
    this.map.on("click", ({ lngLat }) => this.events.onAdd(placeOf(lngLat)));
    this.scheme.addEventListener("change", this.restyle);
    void this.showGround(region.code);
  }

  private get ink() {
    return this.scheme.matches ? NIGHT : DAY;
  }

  get centre(): Position {
    return placeOf(this.map.getCenter());
  }

  private readonly restyle = () => {
    this.map.setStyle(this.styleUrl ?? styleOf(this.ink, this.tiles), { diff: false });
  };

  private async showGround(code: string): Promise<void> {
    this.styleUrl = (await getSettings()).map_style_url;
    this.tiles = this.styleUrl ? null : await getTileJson(code).catch(() => null);
    this.restyle();
  }

  private addArea(): void {
    const { kaki } = this.ink;
    this.map.addSource(AREA, { type: "geojson", data: EMPTY });
    this.map.addLayer({
      id: "area-fill",
      type: "fill",
      source: AREA,
      paint: { "fill-color": kaki, "fill-opacity": 0.25 },
    });
    this.map.addLayer({
      id: "area-edge",
      type: "line",
      source: AREA,
      paint: { "line-color": kaki, "line-width": 2.5 },
    });
    this.drawArea();
  }

  private drawArea(): void {
    const polygon = polygonOf(this.corners);
    const data = polygon ? { type: "Feature" as const, properties: {}, geometry: polygon } : EMPTY;
    this.map.getSource<GeoJSONSource>(AREA)?.setData(data);
  }

  /** Show these corners; the focus stays on the corner that had it. */
  show(corners: Corners): void {
    this.corners = corners;
    while (this.handles.length > corners.length) this.handles.pop()?.remove();
    corners.forEach((at, corner) => {
      const handle = this.handles[corner] ?? this.newHandle(corner);
      handle.setLngLat([at.lon, at.lat]).addTo(this.map);
      handle.getElement().setAttribute("aria-label", this.events.labelOf(corner));
    });
    this.drawArea();
    if (!this.fitted && corners.length > 2) this.fit();
  }

  fit(): void {
    const [first, ...others] = this.corners.map(({ lat, lon }): [number, number] => [lon, lat]);
    if (!first) return;
    const box = others.reduce(
      (bounds, at) => bounds.extend(at),
      new maplibregl.LngLatBounds(first, first),
    );
    this.map.fitBounds(box, { padding: 60, maxZoom: 16, animate: false });
    this.fitted = true;
  }

  private newHandle(corner: number): maplibregl.Marker {
    const element = document.createElement("button");
    element.type = "button";
    element.className = "corner";
    element.addEventListener("click", (event) => event.stopPropagation());
    element.addEventListener("keydown", (event) => this.onKey(event, corner));
    const handle = new maplibregl.Marker({ element, draggable: true });
    handle.setLngLat([0, 0]);
    handle.on("dragend", () => this.events.onMove(corner, placeOf(handle.getLngLat())));
    this.handles[corner] = handle;
    return handle;
  }

  private onKey(event: KeyboardEvent, corner: number): void {
    const step = STEPS[event.key];
    const isRemoval = event.key === "Delete" || event.key === "Backspace";
    if (!step && !isRemoval) return;
    event.preventDefault();
    event.stopPropagation();
    if (isRemoval) this.events.onRemove(corner);
    const at = this.corners[corner];
    if (!at || !step) return;
    const far = STEP_PX * (event.shiftKey ? 10 : 1);
    const { x, y } = this.map.project([at.lon, at.lat]);
    const to = this.map.unproject([x + step[0] * far, y + step[1] * far]);
    this.events.onMove(corner, placeOf(to));
  }

  zoomBy(steps: number): void {
    this.map.jumpTo({ zoom: this.map.getZoom() + steps });
  }

  destroy(): void {
    this.scheme.removeEventListener("change", this.restyle);
    this.map.remove();
  }
}

function placeOf({ lat, lng }: { lat: number; lng: number }): Position {
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  return { lat: round(lat), lon: round(lng) };
}
