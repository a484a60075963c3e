import { Button } from "../../ui/controls";
import { Callout } from "../../ui/pieces";
import { correctAll, edits } from "./corrections";
import { focusRows } from "./focusRows";
import { book, report, sheet } from "./state";
import { t } from "./words";
import { withShown } from "./workbook";

/** Put in place of formulas what they showed, all at once; the officer may still change each. */
export function FormulaHelp() {
  const [said, table, from] = [report.value, sheet.value, book.value];
  if (!said || !table || !from) return null;
  const after = withShown(said, table, from, edits.value);
  const count = after.size - edits.value.size;
  if (count === 0) return null;
  return (
    <Callout>
      <p>{t("formula.lead", { count })}</p>
      <div class="row">
        <Button
          onClick={() => {
            correctAll(after);
            focusRows();
          }}
        >
          {t("formula.do", { count })}
        </Button>
      </div>
    </Callout>
  );
}
