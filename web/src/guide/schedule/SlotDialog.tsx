/** One slot: seats, taking bookings or not, who comes, and cancelling it. */
import { useSignal } from "@preact/signals";
import { clock, longDate } from "../../i18n/format";
import { Dialog } from "../../staff/Dialog";
import { NumberField } from "../../staff/form";
import { Link } from "../../staff/Link";
import { hrefOf } from "../../staff/route";
import { may } from "../../staff/session";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { useSending } from "../../ui/useSending";
import { changeSlot } from "../api";
import { wholeOf } from "../logic/numbers";
import type { Experience, Slot } from "../types";
import { CancelSlot } from "./CancelSlot";
import { SlotTag } from "./SlotRow";
import { stateOf, takenOf } from "./slots";
import { t } from "./words";

interface SlotDialogProps {
  slot: Slot;
  experience: Experience | undefined;
  onClose: () => void;
  onChanged: () => void;
}

export function SlotDialog({ slot, experience, onClose, onChanged }: SlotDialogProps) {
  const cancelling = useSignal(false);
  const time = `${clock(slot.starts_at)}–${clock(slot.ends_at)}`;
  const title = t("slot.title", { day: longDate(slot.date), time });
  if (cancelling.value)
    return (
      <CancelSlot
        slot={slot}
        title={`${experience?.title ?? ""} ${title}`}
        onBack={() => {
          cancelling.value = false;
        }}
        onDone={() => {
          onClose();
          onChanged();
        }}
      />
    );
  const state = stateOf(slot, new Date());
  const changeable = may("owner", "editor") && state !== "cancelled" && state !== "past";
  const guests = `${hrefOf("bookings")}?on=${slot.date}&experience=${slot.experience_id}`;
  return (
    <Dialog title={title} onClose={onClose}>
      <p>
        <strong>{experience?.title}</strong> <SlotTag slot={slot} />
      </p>
      <p class="seats-line">
        {t("seats", { taken: takenOf(slot), capacity: slot.capacity })}
        {" · "}
        {t("seats.free", { count: slot.vacancies })}
      </p>
      <p class="note">{origin(slot)}</p>
      <Link class="button wide" href={guests}>
        {t("slot.guests")}
      </Link>
      {changeable && <Changes slot={slot} onChanged={onChanged} />}
      {changeable && (
        <Button
          kind="danger"
          onClick={() => {
            cancelling.value = true;
          }}
        >
          {t("slot.cancel")}
        </Button>
      )}
    </Dialog>
  );
}

function origin(slot: Slot): string {
  const keeping = slot.keeping;
  if (!keeping?.schedule_id) return "";
  const byHand =
    keeping.capacity_by_hand || (keeping.state === "closed" && !keeping.closed_by_schedule);
  return byHand ? t("slot.byHand") : t("slot.fromSchedule");
}

function Changes({ slot, onChanged }: { slot: Slot; onChanged: () => void }) {
  const capacity = useSignal(String(slot.capacity));
  const { busy, failure, run } = useSending();
  const change = (body: Parameters<typeof changeSlot>[1]) =>
    run(async () => {
      await changeSlot(slot.id, body);
      say(t("slot.saved"));
      onChanged();
    });
  const seats = wholeOf(capacity.value);
  const closed = slot.keeping?.state === "closed";
  return (
    <>
      <div class="unit-row">
        <NumberField
          at="/capacity"
          label={t("slot.capacity")}
          hint={t("slot.capacity.hint", { taken: takenOf(slot) })}
          suffix={t("seatsUnit")}
          value={capacity.value}
          onInput={into(capacity)}
        />
        <Button
          busy={busy.value}
          idle={seats === null || seats === slot.capacity}
          onClick={() => seats !== null && void change({ capacity: seats })}
        >
          {t("slot.capacity.save")}
        </Button>
      </div>
      <Button
        wide
        busy={busy.value}
        onClick={() => void change({ status: closed ? "open" : "closed" })}
      >
        {closed ? t("slot.open") : t("slot.close")}
      </Button>
      {!closed && <p class="note">{t("slot.close.hint")}</p>}
      {failure.value !== null && <Failed failure={failure.value} />}
    </>
  );
}
