/** All that an organisation ever posted, which only the list of changes tells. */
import { allPages } from "../../staff/staffCall";

const EVER = "2000-01-01T00:00:00Z";

type Page<K extends string, T> = { [key in K]: T[] } & { links: Record<string, string> };

export async function everOf<K extends string, T extends { id: string }>(
  kind: K,
  organisationId: string,
): Promise<T[]> {
  const whose = encodeURIComponent(organisationId);
  const first = `/v1/${kind}?organisation_id=${whose}&updated_since=${EVER}&limit=100`;
  const pages = await allPages<Page<K, T>>(first);
  // What changes while one pages comes twice; the later word counts.
  const byId = new Map(pages.flatMap((page) => page[kind]).map((one) => [one.id, one]));
  return [...byId.values()];
}
