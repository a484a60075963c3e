import { call } from "./client";
import type { Category, Notice, Region, ReportKind, Spot } from "./types";

export async function listRegions(): Promise<Region[]> {
  return (await call<{ regions: Region[] }>("/v1/regions")).regions;
}

export async function listCategories(): Promise<Category[]> {
  return (await call<{ categories: Category[] }>("/v1/categories")).categories;
}

interface SpotPage {
  features: (Spot & { deleted?: boolean })[];
  links: Record<string, string>;
}

export async function findSpots(region: string, q: string, signal: AbortSignal): Promise<Spot[]> {
  const query = { region, q, limit: 8 };
  return (await call<SpotPage>("/v1/spots", { query, signal })).features;
}

export function getSpot(id: string): Promise<Spot> {
  return call<Spot>(`/v1/spots/${encodeURIComponent(id)}`);
}

export async function listNotices(region: string, at: string): Promise<Notice[]> {
  const query = { region, at, limit: 100 };
  return (await call<{ notices: Notice[] }>("/v1/notices", { query })).notices;
}

export function reportSpot(
  id: string,
  kind: ReportKind,
  remark = "",
): Promise<{ message: string }> {
  const body = remark ? { kind, remark } : { kind };
  return call(`/v1/spots/${encodeURIComponent(id)}/reports`, { method: "POST", body });
}
