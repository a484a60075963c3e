/** The map under a pin. A module of its own, so that the map library loads only where one is shown. */
import maplibregl from "maplibre-gl";
import type { Position, Region } from "../../api/types";
import { Ground, positionOf } from "./ground";

const NEAR = 16.5;

export interface PinEvents {
  onMove: (at: Position) => void;
  /** Whether there are streets to see. */
  onGround: (hasStreets: boolean) => void;
}

/** A map with one pin, moved by a press on the map, by dragging, or with the arrow keys on it. */
export class PinMap {
  private readonly ground: Ground;
  private readonly pin: maplibregl.Marker;
  private placed = false;
  private lies = false;

  constructor(
    container: HTMLElement,
    private readonly handle: HTMLElement,
    region: Region,
    private readonly events: PinEvents,
  ) {
    const options = { zoom: 13, keyboard: false, cooperativeGestures: false };
    this.ground = new Ground(container, region, options, events.onGround);
    this.pin = new maplibregl.Marker({ element: handle, anchor: "bottom", draggable: true });
    this.pin.on("dragend", () => this.tell(this.pin.getLngLat()));
    this.map.on("click", (event) => this.tell(event.lngLat));
    handle.addEventListener("keydown", this.step);
  }

  private get map(): maplibregl.Map {
    return this.ground.map;
  }

  private readonly step = (event: KeyboardEvent) => {
    const to = this.ground.stepFrom(this.pin.getLngLat(), event);
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    this.tell(to);
  };

  private tell(at: { lat: number; lng: number }): void {
    // At once, so that a second key begins where the first one led.
    this.pin.setLngLat([at.lng, at.lat]);
    this.events.onMove(positionOf(at));
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
    this.ground.zoomBy(steps);
  }

  destroy(): void {
    this.handle.removeEventListener("keydown", this.step);
    this.ground.destroy();
  }
}
