/** What can be done with a booking now, the likeliest first. */
import { useSignal } from "@preact/signals";
import { confirmed } from "../../staff/Dialog";
import type { Draft as Edited } from "../../staff/etag";
import { ChangeFailed } from "../../staff/states";
import { Button } from "../../ui/controls";
import { say } from "../../ui/toasts";
import { noteNoShow, redeemBooking } from "../api";
import { deviceName } from "../common/device";
import { Answer } from "../today/Asked";
import { t as todayWord } from "../today/words";
import type { Booking } from "../types";
import { CancelBooking } from "./CancelBooking";
import { ChangeBooking } from "./ChangeBooking";
import type { Steps } from "./steps";
import { t } from "./words";

interface ActionsProps {
  editor: Edited<Booking>;
  steps: Steps;
  onReload: () => void;
}

type Open = "accept" | "decline" | "change" | "cancel" | null;

export function Actions({ editor, steps, onReload }: ActionsProps) {
  const open = useSignal<Open>(null);
  const booking = editor.kept.value.value;
  const close = () => {
    open.value = null;
  };
  const show = (what: Open) => () => {
    open.value = what;
  };
  const busy = editor.busy.value;
  return (
    <div class="stack actions">
      {editor.failure.value !== null && (
        <ChangeFailed failure={editor.failure.value} onReload={onReload} />
      )}
      {steps.answer && (
        <div class="two-buttons">
          <Button kind="primary" tall onClick={show("accept")}>
            {todayWord("asked.accept")}
          </Button>
          <Button tall onClick={show("decline")}>
            {todayWord("asked.decline")}
          </Button>
        </div>
      )}
      {steps.redeem && (
        <Button
          kind="primary"
          tall
          wide
          icon="check"
          busy={busy}
          onClick={() => void redeem(editor)}
        >
          {t("do.redeem")}
        </Button>
      )}
      {steps.redeemLater && <p class="note">{t("do.redeem.later")}</p>}
      <div class="row">
        {steps.change && <Button onClick={show("change")}>{t("do.change")}</Button>}
        {steps.noShow && (
          <Button busy={busy} onClick={() => void noShow(editor)}>
            {t("do.noShow")}
          </Button>
        )}
        {steps.cancel && (
          <Button kind="danger" onClick={show("cancel")}>
            {t("do.cancel")}
          </Button>
        )}
      </div>
      {(open.value === "accept" || open.value === "decline") && (
        <Answer
          guest={{ booking_id: booking.id, name: booking.contact.name, people: booking.people }}
          choice={open.value}
          onClose={close}
          onAnswered={onReload}
        />
      )}
      {open.value === "change" && <ChangeBooking editor={editor} onClose={close} />}
      {open.value === "cancel" && <CancelBooking editor={editor} onClose={close} />}
    </div>
  );
}

async function redeem(editor: Edited<Booking>): Promise<void> {
  const { id } = editor.kept.value.value;
  if (await editor.run(() => redeemBooking(id, deviceName()))) say(t("do.redeem.done"));
}

async function noShow(editor: Edited<Booking>): Promise<void> {
  const question = {
    title: t("do.noShow.title"),
    lead: t("do.noShow.lead"),
    yes: t("do.noShow"),
  };
  if (!(await confirmed(question))) return;
  const { id } = editor.kept.value.value;
  if (await editor.run(() => noteNoShow(id))) say(t("do.noShow.done"));
}
