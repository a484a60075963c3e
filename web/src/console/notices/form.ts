/** A notice as somebody writes it, and as the API takes it. */
import type { Notice } from "../../api/types";
import { localIn, momentIn } from "../../plan/wall";
import type { Texts } from "../../staff/texts/TextsEditor";
import { byLanguage, ofField } from "../pieces/texts";
import { dayAfter } from "../pieces/zone";
import { type Corners, cornersOf, crossesItself, polygonOf } from "./area";

export const KINDS = ["closure", "road_works", "at_its_best", "information"] as const;
export type Kind = (typeof KINDS)[number];

export interface NoticeForm {
  kind: Kind;
  about: "spot" | "area";
  spotId: string | null;
  corners: Corners;
  texts: Texts;
  /** Whole days; then only the dates count, both included. */
  wholeDays: boolean;
  from: string;
  /** Empty is without end. */
  until: string;
}

/** What a kind is about; information may be about either. */
export function aboutOf(kind: Kind): "spot" | "area" | "either" {
  if (kind === "information") return "either";
  return kind === "road_works" ? "area" : "spot";
}

export function newNotice(today: string, kind: Kind = "closure", spotId: string | null = null) {
  const about = aboutOf(kind) === "area" ? "area" : "spot";
  const form: NoticeForm = {
    kind,
    about,
    spotId,
    corners: [],
    texts: { ja: {} },
    wholeDays: true,
    from: `${today}T00:00`,
    until: `${today}T00:00`,
  };
  return form;
}

export function withKind(form: NoticeForm, kind: Kind): NoticeForm {
  const about = aboutOf(kind);
  return { ...form, kind, about: about === "either" ? form.about : about };
}

export function formOf(notice: Notice, zone: string): NoticeForm {
  const from = localIn(zone, notice.valid_from);
  const until = notice.valid_until === null ? "" : localIn(zone, notice.valid_until);
  const wholeDays = from.endsWith("T00:00") && (until === "" || until.endsWith("T00:00"));
  return {
    kind: notice.kind,
    about: notice.area ? "area" : "spot",
    spotId: notice.spot_id,
    corners: cornersOf(notice.area),
    texts: byLanguage({ title: notice.titles, body: notice.bodies }),
    wholeDays,
    from,
    until: wholeDays && until !== "" ? `${dayAfter(until.slice(0, 10), -1)}T00:00` : until,
  };
}

/** From when until just before when. */
export function periodOf(form: NoticeForm, zone: string): [string, string | null] {
  const { wholeDays, from, until } = form;
  const begin = momentIn(zone, wholeDays ? `${from.slice(0, 10)}T00:00` : from);
  if (until === "") return [begin, null];
  return [begin, momentIn(zone, wholeDays ? `${dayAfter(until.slice(0, 10), 1)}T00:00` : until)];
}

/** What changes of a notice that is there: neither its kind nor its spot does. */
export function changeOf(form: NoticeForm, zone: string) {
  const [valid_from, valid_until] = periodOf(form, zone);
  const area = form.about === "area" ? polygonOf(form.corners) : null;
  return {
    titles: ofField(form.texts, "title"),
    bodies: ofField(form.texts, "body"),
    valid_from,
    valid_until,
    ...(area ? { area } : {}),
  };
}

export function bodyOf(form: NoticeForm, zone: string, organisationId: string, region: string) {
  const target = form.about === "spot" && form.spotId ? { spot_id: form.spotId } : {};
  return {
    organisation_id: organisationId,
    region,
    kind: form.kind,
    ...changeOf(form, zone),
    ...target,
  };
}

export type Lack = "date" | "end" | "order" | "spot" | "area" | "crossing" | "title";

/** What can be seen to be missing before anything is sent, by pointer. */
export function lacksOf(form: NoticeForm): Record<string, Lack> {
  const found: Record<string, Lack> = {};
  if (Object.keys(ofField(form.texts, "title")).length === 0) found["/titles/ja"] = "title";
  if (form.about === "spot" && !form.spotId) found["/spot_id"] = "spot";
  if (form.about === "area" && form.corners.length < 3) found["/area"] = "area";
  else if (form.about === "area" && crossesItself(form.corners)) found["/area"] = "crossing";
  if (form.from.length < 16) found["/valid_from"] = "date";
  if (form.until === "" && form.kind !== "information") found["/valid_until"] = "end";
  const tooEarly = form.wholeDays ? form.until < form.from : form.until <= form.from;
  if (form.until !== "" && tooEarly) found["/valid_until"] = "order";
  return found;
}
