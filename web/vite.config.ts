/// <reference types="vitest/config" />
import { defineConfig } from "vite";

/** Each app is a page of its own; add the console and the guide's app here. */
const pages = {
  tourist: "index.html",
};

export default defineConfig(({ command }) => ({
  base: command === "build" ? "/static/app/" : "/",
  server: { proxy: { "/v1": process.env.API ?? "http://127.0.0.1:8000" } },
  build: {
    outDir: "../server/static/app",
    emptyOutDir: true,
    target: "es2022",
    manifest: "manifest.json",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rollupOptions: { input: pages },
  },
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: { environment: "happy-dom", include: ["tests/**/*.test.{ts,tsx}"] },
}));
