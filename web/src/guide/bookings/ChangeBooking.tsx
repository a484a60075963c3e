/** Another party, or another time of the same experience. */
import { useSignal } from "@preact/signals";
import { clock, longDate } from "../../i18n/format";
import { todayIn } from "../../plan/wall";
import { Dialog } from "../../staff/Dialog";
import type { Draft as Edited } from "../../staff/etag";
import { Select } from "../../staff/form";
import { MergeDialog } from "../../staff/merge/MergeDialog";
import { mergingOf } from "../../staff/merge/merging";
import { useLoader, WithLoaded } from "../../staff/states";
import { Stepper } from "../../ui/controls";
import { say } from "../../ui/toasts";
import { amendBooking, getBooking, getExperience, listSlots } from "../api";
import { DialogEnd } from "../common/DialogEnd";
import { kindName } from "../common/say";
import { addDays } from "../logic/days";
import type { Booking, Experience, Slot } from "../types";
import { changeOf, type Wanted, wantedOf, wantedStatements } from "./wanted";
import { t } from "./words";

const MOST = 100;
const DAYS_SHOWN = 60;

interface ChangeProps {
  editor: Edited<Booking>;
  onClose: () => void;
}

async function offered(booking: Booking): Promise<{ experience: Experience; slots: Slot[] }> {
  const { value: experience } = await getExperience(booking.experience_id);
  const today = todayIn(experience.time_zone);
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
  const form = useSignal(wantedOf(booking));
  const option = experience.options.find((one) => one.id === booking.slot.option_id);
  const merging = useSignal(
    mergingOf<Booking, Wanted>(editor, form, {
      load: () => getBooking(booking.id),
      formOf: wantedOf,
      statements: () => wantedStatements(option, [booking.slot, ...slots]),
      nameOf: ({ code }) => code,
    }),
  ).value;
  const { counts, slotId } = form.value;
  const body = changeOf(booking, form.value);
  const nothing = Object.keys(body).length === 0 || !Object.values(counts).some((n) => n > 0);
  const change = async () => {
    const saved = await merging.save(async (match) => {
      const now = editor.kept.value.value;
      const wanted = changeOf(now, form.value);
      return Object.keys(wanted).length > 0 ? amendBooking(now.id, wanted, match) : null;
    });
    if (!saved) return;
    onClose();
    if (saved === "saved") say(t("change.done"));
  };
  return (
    <div class="form">
      <p>{t("change.lead")}</p>
      <fieldset class="field">
        <legend>{t("change.party")}</legend>
        {option?.units.map((unit) => {
          const kind = unit.name || kindName(unit.kind);
          const count = counts[unit.id] ?? 0;
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
                form.value = { ...form.value, counts: { ...counts, [unit.id]: next } };
              }}
            />
          );
        })}
      </fieldset>
      <Select
        at="/slot_id"
        label={t("change.slot")}
        value={slotId === booking.slot.id ? "" : slotId}
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
        onChange={(chosen) => {
          form.value = { ...form.value, slotId: chosen || booking.slot.id };
        }}
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
      <MergeDialog merging={merging} onSave={() => void change()} />
    </div>
  );
}
