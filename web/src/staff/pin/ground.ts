/** The ground of a map on which something is placed: streets or paper, by day or by night. */
import maplibregl, { type MapOptions } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import "../../map/attribution.css";
import { getSettings } from "../../api/settings";
import type { Position, Region } from "../../api/types";
import { DAY, NIGHT } from "../../map/palette";
import { styleOf } from "../../map/style";
import { getTileJson, type TileJson } from "../../map/tileSource";

const STEP_PX = 8;
const STEPS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

type Degrees = { lat: number; lng: number };

export class Ground {
  readonly map: maplibregl.Map;
  private readonly scheme = matchMedia("(prefers-color-scheme: dark)");
  private tiles: TileJson | null = null;
  private styleUrl: string | null = null;

  /** `onShown` is told whether there are streets to see. */
  constructor(
    container: HTMLElement,
    region: Region,
    options: Partial<MapOptions>,
    private readonly onShown: (hasStreets: boolean) => void = () => {},
  ) {
    this.map = new maplibregl.Map({
      container,
      style: styleOf(this.ink, null),
      center: [region.centre.lon, region.centre.lat],
      attributionControl: false,
      localIdeographFontFamily: "sans-serif",
      dragRotate: false,
      pitchWithRotate: false,
      maxZoom: 19,
      ...options,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.addControl(new maplibregl.AttributionControl({ compact: true }), "bottom-left");
    this.scheme.addEventListener("change", this.restyle);
    void this.show(region.code);
  }

  get ink() {
    return this.scheme.matches ? NIGHT : DAY;
  }

  private readonly restyle = () => {
    this.map.setStyle(this.styleUrl ?? styleOf(this.ink, this.tiles), { diff: false });
  };

  private async show(code: string): Promise<void> {
    this.styleUrl = (await getSettings()).map_style_url;
    this.tiles = this.styleUrl ? null : await getTileJson(code).catch(() => null);
    this.onShown(this.styleUrl !== null || Boolean(this.tiles?.attribution));
    this.restyle();
  }

  /** Where an arrow key leads from a place, further with Shift; null for any other key. */
  stepFrom(from: Degrees, { key, shiftKey }: KeyboardEvent): Degrees | null {
    const step = STEPS[key];
    if (!step) return null;
    const far = STEP_PX * (shiftKey ? 10 : 1);
    const { x, y } = this.map.project(from);
    return this.map.unproject([x + step[0] * far, y + step[1] * far]);
  }

  zoomBy(steps: number): void {
    this.map.jumpTo({ zoom: this.map.getZoom() + steps });
  }

  destroy(): void {
    this.scheme.removeEventListener("change", this.restyle);
    this.map.remove();
  }
}

/** A place on the map as the API takes it, to about a decimetre. */
export function positionOf({ lat, lng }: Degrees): Position {
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  return { lat: round(lat), lon: round(lng) };
}
