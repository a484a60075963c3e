/** Where the map looks, leaving free what lies under the sheet. */

import type { Map as GlMap } from "maplibre-gl";
import type { Position } from "../api/types";
import type { Box } from "../geo/box";
import type { DayView } from "../plan/view";
import { boundsOf } from "./collections";
import type { View } from "./section";

export interface Padding {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

const CLOSE_UP = 16;
const FIT = { maxZoom: 16.2, duration: 600 };

export class Camera {
  private padding: Padding = { top: 40, bottom: 40, left: 40, right: 40 };

  constructor(private readonly map: GlMap) {}

  get centre(): Position {
    const { lng, lat } = this.map.getCenter();
    return { lat: round(lat), lon: round(lng) };
  }

  get view(): View {
    const bounds = this.map.getBounds();
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] as const;
    return { box, zoom: this.map.getZoom() };
  }

  /** Keep this much of the edges free when showing a place or a day. */
  setPadding(padding: Padding): void {
    this.padding = padding;
  }

  fitDays(days: DayView[]): void {
    const bounds = boundsOf(days);
    if (bounds) this.fitBox(bounds);
  }

  fitBox([w, s, e, n]: Box): void {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const { top, bottom, left, right } = this.padding;
    const fits = top + bottom < clientHeight - 40 && left + right < clientWidth - 40;
    const padding = fits ? this.padding : 20;
    this.map.fitBounds([w, s, e, n], { ...FIT, padding, ...calm() });
  }

  flyTo(at: Position, zoom = CLOSE_UP): void {
    const center: [number, number] = [at.lon, at.lat];
    const nearer = Math.max(this.map.getZoom(), zoom);
    this.map.easeTo({ center, offset: offsetOf(this.padding), zoom: nearer, ...calm() });
  }

  zoomTo(at: [number, number], zoom: number): void {
    this.map.easeTo({ center: at, zoom, ...calm() });
  }

  zoomBy(steps: number): void {
    const { clientWidth, clientHeight } = this.map.getContainer();
    const [x, y] = offsetOf(this.padding);
    const around = this.map.unproject([clientWidth / 2 + x, clientHeight / 2 + y]);
    this.map.easeTo({ zoom: this.map.getZoom() + steps, around, ...calm() });
  }
}

/**
 * How far the middle of what is free lies from the middle of the map. The library would keep a
 * padding that it is given and add that of the next fit to it, until nothing fits any more.
 */
export function offsetOf({ top, bottom, left, right }: Padding): [x: number, y: number] {
  return [(left - right) / 2, (top - bottom) / 2];
}

/** No flights for who wants less motion. */
function calm(): { duration?: number } {
  return matchMedia("(prefers-reduced-motion: reduce)").matches ? { duration: 0 } : {};
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
