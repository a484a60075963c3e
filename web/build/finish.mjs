// After Vite: the service worker with its list of files, then a .gz beside each file.
// fflate, not Node's zlib, so that every machine writes the same bytes.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "fflate";
import { build } from "vite";

const OUT = process.env.OUT_DIR ?? new URL("../../server/static/app", import.meta.url).pathname;
const BASE = "/static/app/";
const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest)$/;

function files(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? files(path) : [path];
    })
    .sort();
}

/** Every file that a page may ask for, by what Vite's manifest says of it. */
function filesOf(chunks, page) {
  const found = new Set();
  const seen = new Set();
  const waiting = [page];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    const chunk = chunks[name];
    if (!chunk || seen.has(name)) continue;
    seen.add(name);
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) found.add(file);
    waiting.push(...(chunk.imports ?? []), ...(chunk.dynamicImports ?? []));
  }
  return found;
}

/** What only the other apps need; tourists shall not fetch it for keeping. */
function others() {
  const chunks = JSON.parse(readFileSync(join(OUT, "manifest.json"), "utf8"));
  const tourists = filesOf(chunks, "index.html");
  const staff = ["console.html", "guide.html"].flatMap((page) => [...filesOf(chunks, page)]);
  return new Set(staff.filter((file) => !tourists.has(file)));
}

function shell() {
  const left = others();
  return files(OUT)
    .map((path) => relative(OUT, path))
    .filter((path) => !left.has(path))
    .filter((path) => /^assets\/|^icons\/icon\.svg$|\.(html|webmanifest)$/.test(path))
    .filter((path) => !path.endsWith(".map"));
}

function version(paths) {
  const digest = createHash("sha256");
  for (const path of paths) digest.update(path).update(readFileSync(join(OUT, path)));
  return digest.digest("hex").slice(0, 16);
}

/** The map is most of the weight, and of no use without a network: the guide's pages work without it. */
const LEFT_IN_THE_FIELD = /maplibre|pinMap/i;

function guideShell() {
  const chunks = JSON.parse(readFileSync(join(OUT, "manifest.json"), "utf8"));
  const kept = Object.fromEntries(
    Object.entries(chunks).filter(([name]) => !LEFT_IN_THE_FIELD.test(name)),
  );
  return [...filesOf(kept, "guide.html")].sort();
}

/** A worker of its own for each app that is kept, with the list of its files. */
async function buildWorker(entry, name, paths) {
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: {
      __SHELL__: JSON.stringify(
        paths.filter((p) => /^(assets|icons)\//.test(p)).map((p) => BASE + p),
      ),
      __VERSION__: JSON.stringify(version(paths)),
    },
    build: {
      outDir: OUT,
      emptyOutDir: false,
      target: "es2022",
      lib: { entry, formats: ["iife"], name: "sw", fileName: () => name },
    },
  });
}

function compressAll() {
  for (const path of files(OUT)) {
    if (!COMPRESSIBLE.test(path)) continue;
    const packed = gzipSync(readFileSync(path), { level: 9, mtime: 0 });
    if (packed.length < statSync(path).size) writeFileSync(`${path}.gz`, packed);
  }
}

for (const path of files(OUT)) if (path.endsWith(".gz")) rmSync(path);
const [tourists, guides] = [shell(), guideShell()];
await buildWorker("src/offline/sw.ts", "sw.js", tourists);
await buildWorker("src/guide/offline/sw.ts", "guide-sw.js", guides);
compressAll();
