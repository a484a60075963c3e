import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import "../sheets/sheets.css";
import "./experience.css";
import { getExperience } from "../../api/bookings";
import { amendBooking, type Change, listSlots } from "../../api/guests";
import { Problem } from "../../api/problem";
import type { Booking, Experience, Slot } from "../../api/types";
import { t } from "../../i18n";
import { clock, longDate, money } from "../../i18n/format";
import type { KeptBooking } from "../../offline/db";
import { addDays } from "../../plan/wishes";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Bones, Callout, Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { ViewHead } from "../shell/ViewHead";
import { keepBooking, keptBooking, refreshBooking } from "../state/bookings";
import { type Load, load } from "../state/load";
import { closeView } from "../state/route";
import { refreshTrip } from "../state/trip";
import { type Counts, optionOf, seatsIn, totalOf, unitCounts } from "./party";
import { Units } from "./Units";

const DAYS_ROUND = 14;

interface Choice {
  experience: Experience;
  slots: Slot[];
}

async function choiceFor({ booking }: KeptBooking): Promise<Choice> {
  const day = booking.slot.starts_at.slice(0, 10);
  const [experience, slots] = await Promise.all([
    getExperience(booking.experience_id),
    listSlots(booking.experience_id, addDays(day, -DAYS_ROUND), addDays(day, DAYS_ROUND), 1),
  ]);
  const open = slots.filter((slot) => slot.bookable || slot.id === booking.slot.id);
  return { experience, slots: open };
}

/** Another party or another time for a booking. */
export function AmendView({ id }: { id: string }) {
  const kept = keptBooking(id);
  const found = useSignal<Load<Choice>>({ state: "loading" });
  const ask = () => {
    if (kept) void load(found, () => choiceFor(kept));
  };
  useEffect(ask, [kept?.booking.version]);
  const shown = found.value;
  return (
    <div class="stack">
      <div>
        <ViewHead title={t("amend.title")} />
        <p class="note">{t("amend.lead")}</p>
      </div>
      {!kept && <Callout tone="plain">{t("booking.notFound")}</Callout>}
      {kept && shown.state === "loading" && <Bones lines={3} tall />}
      {shown.state === "failed" && <Failed failure={shown.failure} onRetry={ask} />}
      {kept && shown.state === "there" && (
        <Form kept={kept} choice={shown.value} key={kept.booking.version} />
      )}
    </div>
  );
}

function countsOf(booking: Booking): Counts {
  return Object.fromEntries(booking.units.map((unit) => [unit.unit_id, unit.quantity]));
}

function changeOf(booking: Booking, counts: Counts, slotId: string): Change {
  const units = unitCounts(counts);
  const same = JSON.stringify(units) === JSON.stringify(unitCounts(countsOf(booking)));
  return {
    ...(same ? {} : { units }),
    ...(slotId === booking.slot.id ? {} : { slot_id: slotId }),
  };
}

function Form({ kept, choice }: { kept: KeptBooking; choice: Choice }) {
  const { booking, key } = kept;
  const { experience, slots } = choice;
  const option = optionOf(experience, booking.slot.option_id);
  const counts = useSignal(countsOf(booking));
  const slotId = useSignal(booking.slot.id);
  const busy = useSignal(false);
  const failure = useSignal<unknown>(null);
  const change = changeOf(booking, counts.value, slotId.value);
  const nobody = seatsIn(option, counts.value) === 0;
  const send = async () => {
    busy.value = true;
    failure.value = null;
    try {
      await keepBooking(await amendBooking(booking, key, change), key);
      void refreshTrip();
      say(t("amend.done"));
      closeView();
    } catch (cause) {
      failure.value = cause;
      // Somebody changed it meanwhile: show what it is now.
      if (cause instanceof Problem && cause.status === 412) void refreshBooking(booking.id);
    }
    busy.value = false;
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!nobody && Object.keys(change).length > 0) void send();
      }}
    >
      <Units
        option={option}
        currency={experience.currency}
        counts={counts.value}
        most={experience.max_party}
        fault={nobody ? t("book.error.people") : undefined}
        onChange={into(counts)}
      />
      <label class="field">
        <span class="label">{t("amend.time")}</span>
        <select
          class="input"
          value={slotId.value}
          onChange={(event) => {
            slotId.value = event.currentTarget.value;
          }}
        >
          {slots.map((slot) => (
            <option key={slot.id} value={slot.id}>
              {longDate(slot.starts_at)} {clock(slot.starts_at)}–{clock(slot.ends_at)}
            </option>
          ))}
        </select>
      </label>
      {failure.value !== null && <Failed failure={failure.value} />}
      <div class="total">
        <span>{t("book.total")}</span>
        <strong>{money(totalOf(option, counts.value), experience.currency)}</strong>
      </div>
      {Object.keys(change).length > 0 ? (
        <Button kind="primary" wide tall submit busy={busy.value}>
          {t("amend.submit")}
        </Button>
      ) : (
        <p class="note">{t("amend.same")}</p>
      )}
    </form>
  );
}
