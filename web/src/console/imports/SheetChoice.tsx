import { confirmed } from "../../staff/Dialog";
import { Select } from "../../staff/form";
import { edits } from "./corrections";
import { book, readBook } from "./state";
import { t } from "./words";

/** Which sheet of a workbook was read, and the way to another. */
export function SheetChoice() {
  const from = book.value;
  if (!from || from.sheets.length < 2) return null;
  return (
    <Select
      at="/sheet"
      label={t("sheet")}
      hint={t("sheet.hint", { count: from.sheets.length, sheet: from.sheet })}
      value={from.sheet}
      options={from.sheets.map((name) => ({ value: name, label: name }))}
      onChange={(name) => void readOther(name)}
    />
  );
}

async function readOther(name: string): Promise<void> {
  const count = edits.value.size;
  const goes =
    count === 0 ||
    (await confirmed({
      title: t("sheet.ask"),
      lead: t("sheet.ask.lead", { count }),
      yes: t("sheet.do"),
      danger: true,
    }));
  if (goes) return readBook(name);
  // The choice shows what was read.
  if (book.value) book.value = { ...book.value };
}
