import { call } from "./client";

export interface AppSettings {
  /** A public basemap in place of the regions' own tiles; null unless the operator set one. */
  map_style_url: string | null;
}

let asked: Promise<AppSettings> | null = null;

export function getSettings(): Promise<AppSettings> {
  asked ??= call<AppSettings>("/v1/app-settings").catch(() => {
    asked = null;
    return { map_style_url: null };
  });
  return asked;
}
