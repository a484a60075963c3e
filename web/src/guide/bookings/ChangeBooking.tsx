/** Another party, or another time of the same experience. */
import { useSignal } from "@preact/signals";
import { clock, longDate } from "../../i18n/format";
import { Dialog } from "../../staff/Dialog";
import type { Draft as Edited } from "../../staff/etag";
import { Select } from "../../staff/form";
import { useLoader, WithLoaded } from "../../staff/states";
import { Stepper } from "../../ui/controls";
import { into } from "../../ui/into";
import { say } from "../../ui/toasts";
import { amendBooking, getExperience, listSlots } from "../api";
import { DialogEnd } from "../common/DialogEnd";
import { kindName } from "../common/say";

import { addDays, todayIn } from "../logic/days";
import type { Booking, Experience, Slot } from "../types";
import { t } from "./words";

const MOST = 100;
const DAYS_SHOWN = 60;

interface ChangeProps {
  editor: Edited<Booking>;
  onClose: () => void;
}

async function offered(booking: Booking): Promise<{ experience: Experience; slots: Slot[] }> {
  const { value: experience } = await getExperience(booking.experience_id);
  const today = todayIn(experience.time_zone, new Date());
  const slots = await listSlots(experience.id, today, addDays(today, DAYS_SHOWN));
  const others = slots.filter(
    (slot) =>
      slot.id !== booking.slot.id && slot.option_id === booking.slot.option_id && slot.bookable,
  );
  return { experience, slots: others };
}

export function ChangeBooking({ editor, onClose }: ChangeProps) {
  const loader = useLoader(() => offered(editor.kept.peek().value));
  return (
    <Dialog title={t("change.title")} onClose={onClose}>
      <WithLoaded from={loader} lines={4}>
        {({ experience, slots }) => (
          <Form editor={editor} experience={experience} slots={slots} onClose={onClose} />
        )}
      </WithLoaded>
    </Dialog>
  );
}

interface FormProps extends ChangeProps {
  experience: Experience;
  slots: Slot[];
}

function Form({ editor, experience, slots, onClose }: FormProps) {
  const booking = editor.kept.value.value;
  const before = Object.fromEntries(booking.units.map((unit) => [unit.unit_id, unit.quantity]));
  const counts = useSignal<Record<string, number>>(before);
  const slotId = useSignal("");
  const option = experience.options.find((one) => one.id === booking.slot.option_id);
  const sameParty = JSON.stringify(counts.value) === JSON.stringify(before);
  const nothing = (sameParty && !slotId.value) || !Object.values(counts.value).some((n) => n > 0);
  const change = async () => {
    const units = Object.entries(counts.value)
      .filter(([, quantity]) => quantity > 0)
      .map(([unit_id, quantity]) => ({ unit_id, quantity }));
    const body = {
      ...(slotId.value ? { slot_id: slotId.value } : {}),
      ...(sameParty ? {} : { units }),
    };
    if (!(await editor.run((etag) => amendBooking(booking.id, body, etag)))) return;
    onClose();
    say(t("change.done"));
  };
  return (
    <div class="form">
      <p>{t("change.lead")}</p>
      <fieldset class="field">
        <legend>{t("change.party")}</legend>
        {option?.units.map((unit) => {
          const kind = unit.name || kindName(unit.kind);
          const count = counts.value[unit.id] ?? 0;
          return (
            <Stepper
              key={unit.id}
              label={kind}
              text={String(count)}
              fewer={t("change.fewer", { kind })}
              more={t("change.more", { kind })}
              value={count}
              least={0}
              most={MOST}
              onChange={(next) => {
                counts.value = { ...counts.value, [unit.id]: next };
              }}
            />
          );
        })}
      </fieldset>
      <Select
        at="/slot_id"
        label={t("change.slot")}
        value={slotId.value}
        options={[
          { value: "", label: t("change.slot.same") },
          ...slots.map((slot) => ({
            value: slot.id,
            label: t("change.slot.other", {
              day: longDate(slot.date),
              time: clock(slot.starts_at),
              count: slot.vacancies,
            }),
          })),
        ]}
        onChange={into(slotId)}
      />
      <DialogEnd
        failure={editor.failure.value}
        busy={editor.busy.value}
        idle={nothing}
        onDismiss={onClose}
        onDo={() => void change()}
      >
        {t("change.do")}
      </DialogEnd>
    </div>
  );
}
