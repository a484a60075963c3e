/** The map under a pin. A module of its own, so that the map library loads only where one is shown. */
import maplibregl from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import "../../map/attribution.css";
import { getSettings } from "../../api/settings";
import type { Position, Region } from "../../api/types";
import { DAY, NIGHT } from "../../map/palette";
import { styleOf } from "../../map/style";
import { getTileJson, type TileJson } from "../../map/tileSource";

const NEAR = 16.5;
const STEP_PX = 8;
const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export interface PinEvents {
  onMove: (at: Position) => void;
  /** Whether there are streets to see. */
  onGround: (hasStreets: boolean) => void;
}

/** A map with one pin, moved by a press on the map, by dragging, or with the arrow keys on it. */
export class PinMap {
  private readonly map: maplibregl.Map;
  private readonly pin: maplibregl.Marker;
  private readonly scheme = matchMedia("(prefers-color-scheme: dark)");
  private tiles: TileJson | null = null;
  private styleUrl: string | null = null;
  private placed = false;
  private lies = false;

  constructor(
    container: HTMLElement,
    private readonly handle: HTMLElement,
    region: Region,
    private readonly events: PinEvents,
  ) {
    const { lat, lon } = region.centre;
    this.map = new maplibregl.Map({
      container,
      style: styleOf(this.ink, null),
      center: [lon, lat],
      zoom: 13,
      attributionControl: false,
      localIdeographFontFamily: "sans-serif",
      dragRotate: false,
      pitchWithRotate: false,
      keyboard: false,
      maxZoom: 19,
      cooperativeGestures: false,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibregl.AttributionControl({ compact: true }), "bottom-left");
    this.pin = new maplibregl.Marker({ element: handle, anchor: "bottom", draggable: true });
    this.pin.on("dragend", () => this.tell(this.pin.getLngLat()));
    this.map.on("click", (event) => this.tell(event.lngLat));
    handle.addEventListener("keydown", this.step);
    this.scheme.addEventListener("change", this.restyle);
    void this.showGround(region.code);
  }

  private get ink() {
    return this.scheme.matches ? NIGHT : DAY;
  }

  private readonly restyle = () => {
    this.map.setStyle(this.styleUrl ?? styleOf(this.ink, this.tiles), { diff: false });
  };

  private async showGround(code: string): Promise<void> {
    this.styleUrl = (await getSettings()).map_style_url;
    this.tiles = this.styleUrl ? null : await getTileJson(code).catch(() => null);
    this.events.onGround(this.styleUrl !== null || Boolean(this.tiles?.attribution));
    this.restyle();
  }

  private readonly step = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const far = event.shiftKey ? 10 : 1;
    const at = this.map.project(this.pin.getLngLat());
    const [x, y] = step.map((one) => one * STEP_PX * far) as [number, number];
    this.tell(this.map.unproject([at.x + x, at.y + y]));
  };

  private tell(at: { lat: number; lng: number }): void {
    // At once, so that a second key begins where the first one led.
    this.pin.setLngLat([at.lng, at.lat]);
    this.events.onMove({ lat: round(at.lat), lon: round(at.lng) });
  }

  /** Show the pin; the first time, and wherever it would be out of sight, the map follows. */
  place(at: Position | null): void {
    if (!at) {
      this.pin.remove();
      this.lies = false;
      return;
    }
    const to: [number, number] = [at.lon, at.lat];
    this.pin.setLngLat(to);
    // Laid down once: to lay it down again takes the focus from it.
    if (!this.lies) this.pin.addTo(this.map);
    this.lies = true;
    if (!this.placed) this.map.jumpTo({ center: to, zoom: NEAR });
    else if (!this.map.getBounds().contains(to)) this.map.jumpTo({ center: to });
    this.placed = true;
  }

  /** Put the pin in the middle: the way to begin without a pointer. */
  drop(): void {
    this.tell(this.map.getCenter());
  }

  zoomBy(steps: number): void {
    this.map.jumpTo({ zoom: this.map.getZoom() + steps });
  }

  destroy(): void {
    this.scheme.removeEventListener("change", this.restyle);
    this.handle.removeEventListener("keydown", this.step);
    this.map.remove();
  }
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
