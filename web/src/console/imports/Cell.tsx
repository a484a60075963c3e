import { Button } from "../../ui/controls";
import { Tag } from "../../ui/pieces";
import { edits, isChecked } from "./corrections";
import type { CellView, Finding, FindingKind } from "./report";
import { cellAt, isEdited, original } from "./sheet";
import { correct, done, sheet } from "./state";
import { t } from "./words";

const TONES: Record<FindingKind, string> = { fault: "kaki", remark: "gold", repair: "leaf" };

/** Repairs of what nobody can see: before and after look the same. */
const UNSEEN = new Set(["whitespace", "control_characters"]);

interface CellProps {
  row: number;
  cell: CellView;
}

/** One cell: what it says, what is said of it, and the field to correct it in. */
export function Cell({ row, cell }: CellProps) {
  // The same cell may stand among all cells of its row, where nothing is said of it.
  const id = `${cell.findings.length > 0 ? "cell" : "plain"}-${row}-${cell.column ?? cell.heading}`;
  const name = cell.heading || t("cell.whole");
  // What was put right needs nobody; it can still be changed among all cells of the row.
  const isFine = cell.findings.length > 0 && cell.findings.every((one) => one.kind === "repair");
  const can = sheet.value !== null && cell.column !== null && !done.value && !isFine;
  if (!can && cell.findings.length === 0) return null;
  return (
    <div class="cell">
      <span class="cell-name">{name}</span>
      {can && cell.column !== null && (
        <Editor id={id} row={row} column={cell.column} cell={cell} name={name} />
      )}
      {cell.findings.length > 0 && (
        <ul id={`${id}-said`} class="findings">
          {cell.findings.map((finding) => (
            <Said key={finding.kind + finding.code} finding={finding} withFound={!can} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface EditorProps {
  id: string;
  row: number;
  column: number;
  name: string;
  cell: CellView;
}

function Editor({ id, row, column, name, cell }: EditorProps) {
  const table = sheet.value;
  if (!table) return null;
  const value = cellAt(table, edits.value, row, column);
  const changed = isEdited(edits.value, row, column);
  const wrong = cell.findings.some((finding) => finding.kind === "fault");
  const ties = {
    id,
    class: changed ? "input changed" : "input",
    "aria-label": t("cell.label", { row, heading: name }),
    "aria-invalid": wrong && isChecked(row, column) ? ("true" as const) : undefined,
    "aria-describedby": cell.findings.length > 0 ? `${id}-said` : undefined,
    value,
    onKeyDown: goOn,
  };
  const say = (text: string) => correct(row, column, text);
  // A cell that came with several lines keeps them.
  const isLong = original(table, row, column).includes("\n") || value.length > 60;
  return (
    <>
      {isLong ? (
        <textarea {...ties} rows={3} onInput={(event) => say(event.currentTarget.value)} />
      ) : (
        <input {...ties} onInput={(event) => say(event.currentTarget.value)} />
      )}
      {changed && (
        <p class="note changed-note">
          {t(isChecked(row, column) ? "cell.checked" : "cell.edited")}
          <Button kind="quiet" onClick={() => say(original(table, row, column))}>
            {t("cell.undo")}
          </Button>
        </p>
      )}
    </>
  );
}

/** As in a spreadsheet, Enter goes on: to the next cell that is wrong, or to where all are checked again. */
function goOn(event: KeyboardEvent): void {
  const from = event.currentTarget;
  if (event.key !== "Enter" || event.isComposing || !(from instanceof HTMLInputElement)) return;
  const wrong = document.querySelectorAll<HTMLElement>(".import-rows [aria-invalid=true]");
  const follows = (one: Node) =>
    from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING;
  const next =
    [...wrong].find(follows) ?? document.querySelector<HTMLElement>(".corrections button");
  next?.focus();
}

function Said({ finding, withFound }: { finding: Finding; withFound: boolean }) {
  return (
    <li>
      <Tag tone={TONES[finding.kind]}>{t(`kind.${finding.kind}`)}</Tag>{" "}
      <span>
        {finding.message}
        {finding.made !== undefined && !UNSEEN.has(finding.code) && (
          <span class="note block">
            {t("cell.made", { found: finding.found, made: finding.made })}
          </span>
        )}
        {withFound && finding.made === undefined && (
          <span class="note block">
            {t("cell.found", { found: finding.found || t("cell.empty") })}
          </span>
        )}
      </span>
    </li>
  );
}
