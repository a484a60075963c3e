import { useSignal } from "@preact/signals";
import { Dialog } from "../../staff/Dialog";
import { useSubmit } from "../../staff/entry/useSubmit";
import { Check, TextArea } from "../../staff/form";
import { ChangeFailed } from "../../staff/states";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Said } from "./Decided";
import type { Outcome, Report } from "./model";
import { t } from "./words";

interface SettleDialogProps {
  report: Report;
  outcome: Outcome;
  /** How many other open reports say the same. */
  others: number;
  onSettle: (note: string, withOthers: boolean) => Promise<void>;
  onClose: () => void;
  onReload: () => void;
}

/** Ask for a word to colleagues; what was typed stays until the report is settled. */
export function SettleDialog(props: SettleDialogProps) {
  const { report, outcome, others, onSettle, onClose, onReload } = props;
  const note = useSignal("");
  const withOthers = useSignal(false);
  const { busy, failure, submit, faults } = useSubmit(async () => {
    await onSettle(note.value.trim(), withOthers.value);
    onClose();
  });
  return (
    <Dialog title={t(`settle.title.${outcome}`)} onClose={onClose}>
      <div class="stack">
        {failure.value !== null && !faults["/note"] && (
          <ChangeFailed failure={failure.value} onReload={onReload} />
        )}
        <Said report={report} />
        <p class="note">{t(`settle.lead.${outcome}`)}</p>
        <TextArea
          at="/note"
          prefix="settle"
          label={t("settle.note")}
          hint={t("settle.note.hint")}
          rows={3}
          value={note.value}
          faults={faults}
          onInput={into(note)}
        />
        {others > 0 && (
          <Check
            label={t("settle.others", { count: others })}
            checked={withOthers.value}
            onChange={into(withOthers)}
          />
        )}
        <div class="row end">
          <Button kind="primary" icon="check" busy={busy.value} onClick={() => void submit()}>
            {t("settle.do")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
