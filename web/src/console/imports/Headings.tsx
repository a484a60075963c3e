import { Button } from "../../ui/controls";
import { edits } from "./corrections";
import { work } from "./sending";
import { cellAt, letters, type Sheet } from "./sheet";
import { check, correct, sheet } from "./state";
import { t } from "./words";

/** The row of headings, where these keep a file from being read: named rightly, it needs nothing else. */
export function Headings() {
  const table = sheet.value;
  if (!table) return null;
  return (
    <form
      class="card"
      aria-labelledby="imports-headings"
      onSubmit={(event) => {
        event.preventDefault();
        void check();
      }}
    >
      <h2 id="imports-headings">{t("headings.title", { row: table.headingRow })}</h2>
      <p class="note">{t("headings.lead")}</p>
      <div class="columns">
        {table.headings.map((_, column) => (
          <Heading key={letters(column)} table={table} column={column} />
        ))}
      </div>
      <div class="row">
        <Button submit kind="primary" busy={work.value !== null}>
          {t("check.again")}
        </Button>
      </div>
    </form>
  );
}

function Heading({ table, column }: { table: Sheet; column: number }) {
  const row = table.headingRow;
  return (
    <label class="cell">
      <span class="cell-name">{t("headings.column", { column: letters(column) })}</span>
      <input
        class="input"
        value={cellAt(table, edits.value, row, column)}
        onInput={(event) => correct(row, column, event.currentTarget.value)}
      />
    </label>
  );
}
