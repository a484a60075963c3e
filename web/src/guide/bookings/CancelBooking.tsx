/** Cancelling as the guide: what goes back is asked of the server and said before. */
import { useSignal } from "@preact/signals";
import { onceKey } from "../../api/bookings";
import { money } from "../../i18n/format";
import { Dialog } from "../../staff/Dialog";
import type { Draft as Edited } from "../../staff/etag";
import { TextArea } from "../../staff/form";
import { useLoader, WithLoaded } from "../../staff/states";
import { into } from "../../ui/into";
import { Callout } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { cancelBooking, quoteCancelling } from "../api";
import { DialogEnd } from "../common/DialogEnd";
import type { Booking } from "../types";
import { t } from "./words";

export function CancelBooking({
  editor,
  onClose,
}: {
  editor: Edited<Booking>;
  onClose: () => void;
}) {
  const booking = editor.kept.value.value;
  const quote = useLoader(() => quoteCancelling(booking.id));
  const reason = useSignal("");
  const once = useSignal(onceKey());
  const cancel = async () => {
    const done = await editor.run(() => cancelBooking(booking.id, reason.value.trim(), once.value));
    if (!done) return;
    onClose();
    say(t("cancel.done"));
  };
  return (
    <Dialog title={t("cancel.title")} onClose={onClose}>
      <WithLoaded from={quote} lines={2}>
        {({ refund_minor: refund, currency }) => (
          <Callout tone="bad" icon="alert">
            <p>
              {refund > 0
                ? t("cancel.refund", { amount: money(refund, currency) })
                : t("cancel.unpaid")}
            </p>
            <p>{t("cancel.lead")}</p>
          </Callout>
        )}
      </WithLoaded>
      <TextArea
        at="/reason"
        label={t("cancel.reason")}
        rows={2}
        value={reason.value}
        onInput={into(reason)}
      />
      <DialogEnd
        failure={editor.failure.value}
        busy={editor.busy.value}
        kind="danger"
        idle={quote.value.value === null}
        onDismiss={onClose}
        onDo={() => void cancel()}
      >
        {t("cancel.do")}
      </DialogEnd>
    </Dialog>
  );
}
