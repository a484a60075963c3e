/** Which part of the map has been loaded, and when more must be asked for. */
import { type Box, contains } from "../geo/box";

/** What the map shows: an area, and how near one looks at it. */
export interface View {
  box: Box;
  zoom: number;
}

/** An area that was asked for; `whole` unless there was more than fits on a map. */
export interface Section {
  box: Box;
  whole: boolean;
}

/** Farther out than this there would be nothing but a carpet of dots. */
export const LEAST_ZOOM = 7.5;

/** So much more than is seen is asked for on each side, so that small moves need nothing. */
const MARGIN = 0.4;
/** Of a section that had too much in it, a view this much smaller is asked for again. */
const MUCH_NEARER = 0.6;

export function widened([w, s, e, n]: Box, by = MARGIN): Box {
  const dx = (e - w) * by;
  const dy = (n - s) * by;
  return [
    Math.max(-180, w - dx),
    Math.max(-85, s - dy),
    Math.min(180, e + dx),
    Math.min(85, n + dy),
  ];
}

/** The part of `view` that lies in `limits`; null where none does. */
export function within(view: View, limits: Box): View | null {
  const [w, s, e, n] = view.box;
  const box = [
    Math.max(w, limits[0]),
    Math.max(s, limits[1]),
    Math.min(e, limits[2]),
    Math.min(n, limits[3]),
  ] as const;
  return box[0] < box[2] && box[1] < box[3] ? { box, zoom: view.zoom } : null;
}

const area = ([w, s, e, n]: Box) => (e - w) * (n - s);

/** Whether what is loaded answers for `view`. */
export function suffices(loaded: Section | null, view: View): boolean {
  if (!loaded || !contains(loaded.box, view.box)) return false;
  return loaded.whole || area(widened(view.box)) > area(loaded.box) * MUCH_NEARER;
}
