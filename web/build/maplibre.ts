/**
 * MapLibre's file holds three parts: what the page and its worker share, the worker's, the page's.
 * It makes the worker from a blob, which our content policy forbids. Here the parts become files of
 * their own, so that the worker is a file, and what is shared crosses the network once.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const LIBRARY = /maplibre-gl\/dist\/maplibre-gl\.js$/;
const STARTS = [
  'define("shared",["exports"],',
  'define("worker",["./shared"],',
  'define("index",["exports","./shared"],',
] as const;

interface Parts {
  licence: string;
  shared: string;
  worker: string;
  index: string;
}

function partsOf(text: string): Parts {
  const at = STARTS.map((start) => text.indexOf(`\n${start}`));
  const end = text.lastIndexOf("\n//\n// Our custom intro");
  if ([...at, end].includes(-1)) throw new Error("maplibre-gl.js is not made as it was");
  const [one = 0, two = 0, three = 0] = at;
  const cut = (from: number, to: number, start: string) =>
    text
      .slice(from + 1 + start.length, to)
      .trim()
      .replace(/\);$/, "");
  return {
    licence: text.slice(0, text.indexOf("*/") + 2),
    shared: cut(one, two, STARTS[0]),
    worker: cut(two, three, STARTS[1]),
    index: cut(three, end, STARTS[2]),
  };
}

function named(name: string, content: string): string {
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 8);
  return `assets/${name}-${digest}.js`;
}

export function mapLibreInParts(base: string): Plugin {
  return {
    name: "maplibre-in-parts",
    apply: "build",
    resolveId(id) {
      return id.startsWith(`${base}assets/maplibre-`) ? { id, external: true } : null;
    },
    load(id) {
      if (!LIBRARY.test(id)) return null;
      const { licence, shared, worker, index } = partsOf(readFileSync(id, "utf8"));
      const sharedSource = `${licence}\nglobalThis.maplibreShared=${shared};\n`;
      const sharedFile = named("maplibre-shared", sharedSource);
      const workerSource = `importScripts("${base}${sharedFile}");var m={};maplibreShared(m);(${worker})(m);\n`;
      const workerFile = named("maplibre-worker", workerSource);
      this.emitFile({ type: "asset", fileName: sharedFile, source: sharedSource });
      this.emitFile({ type: "asset", fileName: workerFile, source: workerSource });
      return [
        `import "${base}${sharedFile}";`,
        "const shared = {}; const maplibregl = {};",
        "globalThis.maplibreShared(shared);",
        `(${index})(maplibregl, shared);`,
        `maplibregl.setWorkerUrl("${base}${workerFile}");`,
        "export default maplibregl;",
      ].join("\n");
    },
  };
}
