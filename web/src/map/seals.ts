/** The pictures that the map's symbols use, in the inks of the hour. */
import type { Map as GlMap } from "maplibre-gl";
import type { Palette } from "./palette";
import { CHARACTERS, characterOf, drawStamp } from "./stamps";

const OPTIONS = { pixelRatio: 2 };

export function addSeals(map: GlMap, ink: Palette): void {
  const { kaki, leaf, halo, ai } = ink;
  const known = { fill: halo, line: leaf, text: leaf };
  const lesser = { fill: halo, line: kaki, text: kaki };
  const extra = { fill: ai, line: halo, text: halo };
  for (const category of [...Object.keys(CHARACTERS), "other"]) {
    const character = characterOf(category);
    map.addImage(`known-${category}`, drawStamp(character, known, false), OPTIONS);
    map.addImage(`lesser-${category}`, drawStamp(character, lesser, true), OPTIONS);
  }
  for (const [what, character] of [
    ["event", "祭"],
    ["toilet", "WC"],
    ["shelter", "避"],
  ] as const)
    map.addImage(`extra-${what}`, drawStamp(character, extra, false), OPTIONS);
}
