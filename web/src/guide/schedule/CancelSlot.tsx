/** Cancelling a slot. Who is told and what goes back is said before. */
import { useSignal } from "@preact/signals";
import { onceKey } from "../../api/bookings";
import { money } from "../../i18n/format";
import { Dialog } from "../../staff/Dialog";
import { useSubmit } from "../../staff/entry/useSubmit";
import { TextArea } from "../../staff/form";
import { useLoader, WithLoaded } from "../../staff/states";
import { into } from "../../ui/into";
import { Callout } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { bookingsOfSlot, cancelSlot } from "../api";
import { DialogEnd } from "../common/DialogEnd";
import type { Slot } from "../types";
import { lossOf, type SlotLoss } from "./slots";
import { t } from "./words";

interface CancelSlotProps {
  slot: Slot;
  title: string;
  onBack: () => void;
  onDone: () => void;
}

export function CancelSlot({ slot, title, onBack, onDone }: CancelSlotProps) {
  const loader = useLoader(async () => lossOf(await bookingsOfSlot(slot)));
  const reason = useSignal("");
  const once = useSignal(onceKey());
  const form = useSubmit(async () => {
    const done = await cancelSlot(slot.id, reason.value.trim(), once.value);
    say(t("cancel.done", { bookings: done.cancelled_bookings }));
    onDone();
  });
  return (
    <Dialog title={t("cancel.title")} onClose={onBack}>
      <p>
        <strong>{title}</strong>
      </p>
      <WithLoaded from={loader} lines={2}>
        {(loss) => <Loss loss={loss} currency={slot.currency} />}
      </WithLoaded>
      <TextArea
        at="/reason"
        label={t("cancel.reason")}
        hint={t("cancel.reason.hint")}
        rows={2}
        value={reason.value}
        onInput={into(reason)}
      />
      <DialogEnd
        failure={form.failure.value}
        busy={form.busy.value}
        kind="danger"
        idle={loader.value.value === null}
        onDismiss={onBack}
        onDo={() => void form.submit()}
      >
        {t("cancel.do")}
      </DialogEnd>
    </Dialog>
  );
}

function Loss({ loss, currency }: { loss: SlotLoss; currency: string }) {
  if (loss.bookings === 0)
    return (
      <Callout tone="plain">
        <p>{t("cancel.none")}</p>
      </Callout>
    );
  return (
    <Callout tone="bad" icon="alert">
      <p>{t("cancel.hit", { bookings: loss.bookings, people: loss.people })}</p>
      <p>
        {loss.refundMinor > 0
          ? t("cancel.refund", { amount: money(loss.refundMinor, currency) })
          : t("cancel.onSite")}
      </p>
      <p>{t("cancel.final")}</p>
    </Callout>
  );
}
