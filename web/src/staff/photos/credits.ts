/** What belongs to a photo beside its file, as it is typed. */

import type { Photo } from "../../api/types";
import { forTab } from "../../browser/shelves";
import { languageName } from "../../i18n/format";
import { entriesBy, line } from "../merge/statements";
import type { Statements } from "../merge/threeWay";
import { t } from "../words";

export interface Credits {
  captions: Record<string, string>;
  author: string;
  holder: string;
  licence: string;
}

export const LICENCES = ["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0"] as const;
export const MAX_BYTES = 10 * 1024 * 1024;

const KEPT = "yorimichi.staff.credits";

/** Who sends one photo mostly sends more of the same people. */
export function lastCredits(): Credits {
  const kept = JSON.parse(forTab().getItem(KEPT) ?? "{}") as Partial<Credits>;
  return { captions: {}, author: "", holder: "", licence: "CC-BY-4.0", ...kept };
}

export function rememberCredits({ author, holder, licence }: Credits): void {
  forTab().setItem(KEPT, JSON.stringify({ author, holder, licence }));
}

export function creditsOf({ captions, author, holder, licence }: Photo): Credits {
  return { captions: { ...captions }, author, holder, licence };
}

/** A new photo as the API takes it. */
export function formOf(file: File, credits: Credits): FormData {
  const form = new FormData();
  form.set("file", file);
  form.set("author", credits.author.trim());
  form.set("holder", credits.holder.trim());
  form.set("licence", credits.licence.trim());
  form.set("captions", JSON.stringify(said(credits.captions)));
  return form;
}

function said(captions: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(captions)
      .map(([language, text]) => [language, text.trim()] as const)
      .filter(([, text]) => text !== ""),
  );
}

/** What two people may say differently of a photo. */
export const creditStatements: Statements<Credits> = (forms) => [
  ...entriesBy<Credits, string>(
    "captions",
    {
      labelOf: (tag) => t("photos.caption", { language: languageName(tag) }),
      told: (text) => text ?? "",
      byLanguage: true,
    },
    forms,
  ),
  line("author", t("photos.author")),
  line("holder", t("photos.holder")),
  line("licence", t("photos.licence")),
];

/** What a change of a photo says: captions that were emptied are taken away. */
export function changeOf(before: Photo, after: Credits): Record<string, unknown> {
  const captions: Record<string, string | null> = said(after.captions);
  for (const language of Object.keys(before.captions)) captions[language] ??= null;
  return {
    author: after.author.trim(),
    holder: after.holder.trim(),
    licence: after.licence.trim(),
    captions,
  };
}
