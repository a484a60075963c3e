/// <reference types="vitest/config" />
import { defineConfig, type Plugin } from "vite";
import { mapLibreInParts } from "./build/maplibre.ts";

/** Each app is a page of its own, and where it is. */
const pages = {
  tourist: "index.html",
  console: "console.html",
  guide: "guide.html",
};

/** Answer all below `/console` and `/guide` with their pages, as the server does. */
const staffPages: Plugin = {
  name: "staff-pages",
  configureServer(server) {
    server.middlewares.use((request, _, next) => {
      const app = /^\/(console|guide)(\/|\?|$)/.exec(request.url ?? "")?.[1];
      if (app) request.url = `/${app}.html`;
      next();
    });
  },
};

const BASE = "/static/app/";

/** Where the build goes: elsewhere to compare it with what is committed. */
const OUT = process.env.OUT_DIR ?? "../server/static/app";

export default defineConfig(({ command }) => ({
  base: command === "build" ? BASE : "/",
  plugins: [mapLibreInParts(BASE), staffPages],
  // The server names its tiles by the host that it was asked by: let that be this one.
  server: {
    proxy: {
      "/v1": { target: process.env.API ?? "http://127.0.0.1:8000", changeOrigin: false },
    },
  },
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: "es2022",
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { input: pages },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  // One worker: starting another takes longer than all tests.
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.{ts,tsx}"],
    pool: "threads",
    maxWorkers: 1,
    isolate: false,
  },
}));
