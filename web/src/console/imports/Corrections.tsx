import { Button } from "../../ui/controls";
import { discardEdits, edits, isStale } from "./corrections";
import { Keep } from "./Keep";
import { work } from "./sending";
import { book, check, done } from "./state";
import { t } from "./words";

/** What was put right here, to be checked again, and then kept: the officer's own list should have it too. */
export function Corrections() {
  const count = edits.value.size;
  if (count === 0) return null;
  return (
    <div class={isStale.value ? "corrections stale" : "corrections"} role="status">
      <strong>{t("edits", { count })}</strong>
      {!isStale.value && <p class="note">{t(book.value ? "edits.note.book" : "edits.note")}</p>}
      <div class="row">
        {isStale.value ? <Again /> : <Keep />}
        {!done.value && (
          <Button kind="quiet" onClick={discardEdits}>
            {t("edits.discard")}
          </Button>
        )}
      </div>
    </div>
  );
}

function Again() {
  return (
    <Button kind="primary" busy={work.value !== null} onClick={() => void check()}>
      {t("check.again")}
    </Button>
  );
}
