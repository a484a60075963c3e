import { useSignal } from "@preact/signals";
import { type Column, Table } from "../../staff/Table";
import { Button, IconButton } from "../../ui/controls";
import { Tag } from "../../ui/pieces";
import { Cell } from "./Cell";
import { focusRows } from "./focusRows";
import { type Became, FILTERS, PAGE, pageCount, type RowView } from "./report";
import { counts, done, filter, narrow, page, rowsShown, sheet, words } from "./state";
import { t } from "./words";

const TONES: Record<Became, string> = {
  created: "leaf",
  updated: "ai",
  unchanged: "",
  refused: "kaki",
};

/** Every row of the list, with each fault beside its row and cell. */
export function Rows() {
  const found = rowsShown.value;
  const pages = pageCount(found.length);
  const at = Math.min(page.value, pages - 1);
  return (
    <div class="stack">
      <Filters />
      {found.length === 0 ? (
        <p class="note" role="status">
          {t("table.empty")}
        </p>
      ) : (
        <div
          class="import-rows"
          id="import-rows"
          tabIndex={-1}
          role="group"
          aria-label={t("table.caption", { count: found.length })}
        >
          <Table
            caption={t("table.caption", { count: found.length })}
            hideCaption
            columns={columns()}
            rows={found.slice(at * PAGE, (at + 1) * PAGE)}
            id={(row) => String(row.row)}
          />
        </div>
      )}
      {pages > 1 && <Pages at={at} pages={pages} />}
    </div>
  );
}

function columns(): Column<RowView>[] {
  return [
    { key: "row", label: t("table.row"), numeric: true, cell: (row) => row.row },
    {
      key: "name",
      label: t("table.name"),
      heads: true,
      cell: (row) => row.name || <span class="note">{t("table.noname")}</span>,
    },
    { key: "became", label: t("table.became"), cell: (row) => <Fate became={row.became} /> },
    { key: "said", label: t("table.said"), cell: (row) => <Said row={row} /> },
  ];
}

function Fate({ became }: { became: Became | null }) {
  if (!became) return <Tag>{t("became.unknown")}</Tag>;
  return <Tag tone={TONES[became]}>{t(`became.${became}`)}</Tag>;
}

function Said({ row }: { row: RowView }) {
  return (
    <div class="said">
      {row.cells.length === 0 && <span class="note">{t("row.fine")}</span>}
      {row.cells.map((cell) => (
        <Cell key={cell.heading} row={row.row} cell={cell} />
      ))}
      {sheet.value && !done.value && <WholeRow row={row} />}
    </div>
  );
}

/** All cells, made only when asked for: a page has thousands of them. */
function WholeRow({ row }: { row: RowView }) {
  const open = useSignal(false);
  const headings = sheet.value?.headings ?? [];
  return (
    <details
      class="fold"
      onToggle={(event) => {
        open.value = event.currentTarget.open;
      }}
    >
      <summary>{t("row.all")}</summary>
      {open.value && (
        <div class="columns">
          {headings.map((heading, column) => (
            <Cell
              key={`${column} ${heading}`}
              row={row.row}
              cell={{ heading, column, findings: [] }}
            />
          ))}
        </div>
      )}
    </details>
  );
}

function Filters() {
  const left = counts.value;
  return (
    <div class="import-filters">
      <div class="chips" role="group" aria-label={t("filter")}>
        {FILTERS.filter((one) => one === "all" || left[one] > 0 || one === filter.value).map(
          (one) => (
            <button
              key={one}
              type="button"
              class="chip plain"
              aria-pressed={filter.value === one}
              onClick={() => narrow(one)}
            >
              {t(`filter.${one}`)} <span class="clock">{left[one].toLocaleString()}</span>
            </button>
          ),
        )}
      </div>
      <input
        class="input"
        type="search"
        name="search"
        aria-label={t("search")}
        placeholder={t("search")}
        value={words.value}
        onInput={(event) => narrow(filter.value, event.currentTarget.value)}
      />
    </div>
  );
}

function Pages({ at, pages }: { at: number; pages: number }) {
  const turn = (to: number) => {
    page.value = to;
    document.getElementById("import-rows")?.scrollIntoView();
    focusRows();
  };
  return (
    <nav class="row pages" aria-label={t("page.of", { page: at + 1, pages })}>
      <IconButton
        icon="back"
        label={t("page.before")}
        disabled={at === 0}
        onClick={() => turn(at - 1)}
      />
      <span class="clock" aria-live="polite">
        {t("page.of", { page: at + 1, pages })}
      </span>
      {at + 1 < pages && <Button onClick={() => turn(at + 1)}>{t("page.next")}</Button>}
    </nav>
  );
}
