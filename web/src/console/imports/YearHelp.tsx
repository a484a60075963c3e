import { useSignal } from "@preact/signals";
import { todayIn } from "../../plan/wall";
import { TextField } from "../../staff/form";
import { Button } from "../../ui/controls";
import { Callout } from "../../ui/pieces";
import { zoneHere } from "../pieces/here";
import { correctAll, edits } from "./corrections";
import { likelyYear, withYear, yearless } from "./dates";
import { focusRows } from "./focusRows";
import { report, sheet } from "./state";
import { t } from "./words";

/** Give all dates without a year the same one, rather than each by hand. */
export function YearHelp() {
  const said = report.value;
  const table = sheet.value;
  const cells = said && table ? yearless(said, table) : [];
  const likely = likelyYear(
    cells.map(({ text }) => text),
    Number(todayIn(zoneHere()).slice(0, 4)),
  );
  const typed = useSignal<string | null>(null);
  if (cells.length < 2 || !table) return null;
  const year = typed.value ?? String(likely);
  const isYear = /^(19|20|21)\d\d$/.test(year);
  return (
    <Callout>
      <p>{t("year.lead", { count: cells.length, year: likely })}</p>
      <div class="row year-help">
        <TextField
          at="/year"
          label={t("year.label")}
          value={year}
          inputMode="numeric"
          maxLength={4}
          onInput={(value) => {
            typed.value = value.normalize("NFKC");
          }}
        />
        {isYear && (
          <Button
            onClick={() => {
              correctAll(withYear(table, edits.value, cells, Number(year)));
              focusRows();
            }}
          >
            {t("year.do", { count: cells.length })}
          </Button>
        )}
      </div>
    </Callout>
  );
}
