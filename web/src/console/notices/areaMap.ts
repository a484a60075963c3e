/** The map under an area. A module of its own, so that the map library loads only where one is shown. */
import maplibregl, { type GeoJSONSource } from "maplibre-gl";
import type { Position, Region } from "../../api/types";
import { EMPTY } from "../../map/style";
import { Ground, positionOf } from "../../staff/pin/ground";
import { type Corners, polygonOf } from "./area";

const AREA = "drawn-area";

export interface AreaEvents {
  onAdd: (at: Position) => void;
  onMove: (corner: number, at: Position) => void;
  onRemove: (corner: number) => void;
  labelOf: (corner: number) => string;
}

/** A map on which presses make corners; each is a button that is dragged, or moved by arrow keys. */
export class AreaMap {
  private readonly ground: Ground;
  private handles: maplibregl.Marker[] = [];
  private corners: Corners = [];
  private fitted = false;

  constructor(
    container: HTMLElement,
    region: Region,
    private readonly events: AreaEvents,
  ) {
    this.ground = new Ground(container, region, { zoom: 14 });
    this.map.on("style.load", () => this.addArea());
    this.map.on("click", ({ lngLat }) => this.events.onAdd(positionOf(lngLat)));
  }

  private get map(): maplibregl.Map {
    return this.ground.map;
  }

  get centre(): Position {
    return positionOf(this.map.getCenter());
  }

  private addArea(): void {
    const { kaki } = this.ground.ink;
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
    handle.on("dragend", () => this.events.onMove(corner, positionOf(handle.getLngLat())));
    this.handles[corner] = handle;
    return handle;
  }

  private onKey(event: KeyboardEvent, corner: number): void {
    const isRemoval = event.key === "Delete" || event.key === "Backspace";
    const at = this.corners[corner];
    const to = at ? this.ground.stepFrom({ lat: at.lat, lng: at.lon }, event) : null;
    if (!to && !isRemoval) return;
    event.preventDefault();
    event.stopPropagation();
    if (isRemoval) this.events.onRemove(corner);
    else if (to) this.events.onMove(corner, positionOf(to));
  }

  zoomBy(steps: number): void {
    this.ground.zoomBy(steps);
  }

  destroy(): void {
    this.ground.destroy();
  }
}
