import { useSignal } from "@preact/signals";
import { Dialog } from "../../staff/Dialog";
import { useSubmit } from "../../staff/entry/useSubmit";
import { TextArea } from "../../staff/form";
import { ChangeFailed } from "../../staff/states";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { t } from "./words";

interface ReturnDialogProps {
  name: string;
  /** Do it; false where something else has to be decided before. */
  onReturn: (remark: string) => Promise<boolean>;
  onClose: () => void;
  onReload: () => void;
}

/** Ask why a spot goes back to its editors; what was typed stays until it has gone. */
export function ReturnDialog({ name, onReturn, onClose, onReload }: ReturnDialogProps) {
  const remark = useSignal("");
  const { busy, failure, submit, faults } = useSubmit(async () => {
    if (await onReturn(remark.value.trim())) onClose();
  });
  const reload = () => {
    failure.value = null;
    onReload();
  };
  return (
    <Dialog title={t("return.title", { name })} onClose={onClose}>
      <div class="stack">
        {failure.value !== null && !faults["/remark"] && (
          <ChangeFailed failure={failure.value} onReload={reload} />
        )}
        <TextArea
          at="/remark"
          prefix="return"
          label={t("return.why")}
          hint={t("return.hint")}
          rows={4}
          value={remark.value}
          faults={faults}
          onInput={into(remark)}
        />
        <div class="row end">
          <Button kind="primary" icon="undo" busy={busy.value} onClick={() => void submit()}>
            {t("return.do")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
