import type { Violation } from "../../api/types";
import { t } from "../../i18n";
import { applied } from "../../plan/fixes";
import { Button } from "../../ui/controls";
import { Icon } from "../../ui/Icon";
import { say } from "../../ui/toasts";
import { edit, order, putOrder } from "../state/trip";

/** What does not work out, and one change that mends it. */
export function ViolationNote({ violation }: { violation: Violation }) {
  const { fix } = violation;
  const mend = () => {
    if (!fix) return;
    const before = order.value;
    edit((kept) => applied(kept, violation));
    say(t("edit.fixed", { message: fix.message }), {
      label: t("app.undo"),
      run: () => putOrder(before),
    });
  };
  return (
    <div class="callout bad violation">
      <Icon name="alert" />
      <div class="grow">
        <p>{violation.message}</p>
        {fix ? (
          <Button icon="check" onClick={mend}>
            {fix.message}
          </Button>
        ) : (
          <p class="note">{t("edit.nofix")}</p>
        )}
      </div>
    </div>
  );
}
