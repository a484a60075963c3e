/** A campaign as somebody writes it, and as the API takes it. */
import type { components } from "../../api/schema.gen";
import type { Texts } from "../../staff/texts/TextsEditor";
import { byLanguage, ofField } from "../pieces/texts";
import { dayAfter } from "../pieces/zone";

export type Campaign = components["schemas"]["CampaignOut"];
export type Kind = Campaign["kind"];
export const KINDS: readonly Kind[] = ["stamp_rally", "festival", "drama_locations", "other"];

/** Offered shares in percent. */
export const BOOSTS = [0, 10, 20, 30, 50] as const;

export interface CampaignForm {
  kind: Kind;
  texts: Texts;
  from: string;
  until: string;
  spotIds: string[];
  /** A share, 0 to 0.5. */
  boost: number;
}

export function newCampaign(today: string): CampaignForm {
  return {
    kind: "stamp_rally",
    texts: { ja: {} },
    from: today,
    until: dayAfter(today, 30),
    spotIds: [],
    boost: 0.2,
  };
}

export function formOf(one: Campaign): CampaignForm {
  return {
    kind: one.kind,
    texts: byLanguage({ title: one.titles, description: one.descriptions }),
    from: one.valid_from,
    until: one.valid_until,
    spotIds: one.spot_ids,
    boost: one.boost,
  };
}

export function changeOf(form: CampaignForm) {
  return {
    kind: form.kind,
    titles: ofField(form.texts, "title"),
    descriptions: ofField(form.texts, "description"),
    valid_from: form.from,
    valid_until: form.until,
    spot_ids: form.spotIds,
    boost: form.boost,
  };
}

export type Lack = "title" | "from" | "until" | "order" | "spots";

export function lacksOf(form: CampaignForm): Record<string, Lack> {
  const found: Record<string, Lack> = {};
  if (Object.keys(ofField(form.texts, "title")).length === 0) found["/titles/ja"] = "title";
  if (!form.from) found["/valid_from"] = "from";
  if (!form.until) found["/valid_until"] = "until";
  else if (form.until < form.from) found["/valid_until"] = "order";
  if (form.spotIds.length === 0) found["/spot_ids"] = "spots";
  return found;
}

export function percentOf(boost: number): number {
  return Math.round(boost * 100);
}
