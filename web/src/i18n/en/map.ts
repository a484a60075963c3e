import type { map as ja } from "../ja/map";

/** What is said on and beside the map. */
export const map: Record<keyof typeof ja, string> = {
  "map.label": "Map",
  "map.canvas": "Movable map",
  "map.sources": "Sources of the map",
  "map.show": "Show the map",
  "map.loading": "Loading the map",
  "map.failed": "The map cannot be shown. You can still read your plan.",
  "map.undrawable":
    "This browser cannot draw the map (WebGL is not available). Everything else still works.",
  "map.locate": "Show my location",
  "map.fit": "Show the whole plan",
  "map.zoomIn": "Zoom in",
  "map.zoomOut": "Zoom out",
  "map.start": "Start",
  "map.end": "End",
  "map.here": "You are here",
  "map.chosen": "The chosen place",
  "map.pick.start": "Move the map to your start",
  "map.pick.end": "Move the map to your end",
  "map.pick.here": "Move the map to where you are",
  "map.pick.done": "Use this place",
  "map.legend.lesser": "Off the beaten track",
  "map.noTiles": "There is no street map of this region yet.",
};
