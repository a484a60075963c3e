import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { bookAlone, onceKey } from "../../api/bookings";
import { bookInPlan, getItinerary } from "../../api/itineraries";
import { Problem } from "../../api/problem";
import type { BookedInPlan, Booking, BookingPreview, Itinerary } from "../../api/types";
import { ExperienceFacts } from "../../experience/ExperienceFacts";
import { language, t } from "../../i18n";
import { money } from "../../i18n/format";
import { online } from "../../offline/status";
import { notAsShown } from "../../plan/changes";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Callout, Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { useSending } from "../../ui/useSending";
import { keepBooking } from "../state/bookings";
import { loaded } from "../state/load";
import { openPlan, openView } from "../state/route";
import { adopt, refreshTrip, request } from "../state/trip";
import { wishes } from "../state/wishes";
import { ContactFields, type Person } from "./ContactFields";
import { DayChanges, timesInWords } from "./DayChanges";
import { emailFault } from "./EmailField";
import type { Bookable } from "./fitting";
import { firstCounts, optionOf, seatsIn, totalOf, unitCounts } from "./party";
import { Units } from "./Units";
import { usePreview } from "./usePreview";
import { When } from "./When";

async function followInPlan(
  booked: BookedInPlan,
  plan: Itinerary,
  shown: BookingPreview,
): Promise<void> {
  await keepBooking(booked.booking, booked.booking.key ?? "");
  if (booked.itinerary_id === plan.id) {
    await refreshTrip();
  } else {
    adopt(await getItinerary(booked.itinerary_id), request.value);
    openPlan(booked.itinerary_id, true);
  }
  openView("booking", booked.booking.id, booked.itinerary_id === plan.id);
  // While a trip goes on its clocks move with the moment: what is otherwise than shown is said.
  const other = notAsShown(shown.changes, booked.changes);
  const named = other.map((one) => `${one.name} ${timesInWords(one, false)}`);
  if (named.length > 0) say(t("changes.other", { changes: named.join(t("list.and")) }));
}

async function followAlone(booking: Booking): Promise<void> {
  await keepBooking(booking, booking.key ?? "");
  openView("booking", booking.id, true);
}

const isOtherPlan = (failure: unknown) =>
  failure instanceof Problem && failure.code === "plan_differs";

function faultsIn(seats: number, person: Person) {
  return {
    people: seats === 0 ? t("book.error.people") : undefined,
    name: person.name.trim() ? undefined : t("book.error.name"),
    email: emailFault(person.email),
  };
}

function wishOf(slotId: string, counts: Record<string, number>, person: Person) {
  const [phone, remark] = [person.phone.trim(), person.remark.trim()];
  return {
    slot_id: slotId,
    units: unitCounts(counts),
    contact: {
      name: person.name.trim(),
      email: person.email.trim(),
      language: language.value,
      ...(phone ? { phone } : {}),
    },
    ...(remark ? { remark } : {}),
  };
}

/** Who comes, and how to reach them: holds the seats, inside `plan` or without one. */
export function BookForm({ bookable, plan }: { bookable: Bookable; plan: Itinerary | null }) {
  const { experience } = bookable;
  const option = optionOf(experience, bookable.optionId);
  const counts = useSignal(
    firstCounts(option, request.value?.party_size ?? wishes.value.party ?? 1),
  );
  const person = useSignal<Person>({ name: "", email: "", phone: "", remark: "" });
  const tried = useSignal(false);
  const { busy, failure, run } = useSending();
  const { preview, look } = usePreview(plan, bookable.slotId, unitCounts(counts.value));
  const shown = loaded(preview);
  const differs = isOtherPlan(failure.value);
  // One key for one wish: a second try after a lost answer books nothing twice.
  const once = useMemo(onceKey, [JSON.stringify([counts.value, person.value, shown?.shown])]);
  const now = faultsIn(seatsIn(option, counts.value), person.value);
  const faults = tried.value ? now : { people: undefined, name: undefined, email: undefined };

  const submit = async (form: HTMLFormElement) => {
    tried.value = true;
    if (now.people || now.name || now.email) {
      requestAnimationFrame(() =>
        form.querySelector<HTMLElement>("[aria-invalid=true], .fault")?.focus(),
      );
      return;
    }
    const wish = wishOf(bookable.slotId, counts.value, person.value);
    await run(async () => {
      if (!plan) return followAlone(await bookAlone(wish, once));
      if (!shown) return;
      const held = { ...wish, as_shown: shown.shown };
      await followInPlan(await bookInPlan(plan.id, held, once), plan, shown);
    });
    if (!isOtherPlan(failure.value)) return;
    look();
    form.querySelector<HTMLElement>("#day-changes")?.focus();
  };

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit(event.currentTarget);
      }}
    >
      <When begin={bookable.begin} end={bookable.leave} />
      <ExperienceFacts experience={experience} />
      <Units
        option={option}
        currency={experience.currency}
        counts={counts.value}
        most={experience.max_party}
        fault={faults.people}
        onChange={into(counts)}
      />
      {plan && (
        <DayChanges
          preview={preview.value}
          differs={differs ? failure.value : null}
          many={plan.days.length > 1}
          onRetry={look}
        />
      )}
      <ContactFields person={person.value} faults={faults} onChange={into(person)} />
      {failure.value !== null && !differs && <Failed failure={failure.value} />}
      {!online.value && <Callout icon="away">{t("book.offline")}</Callout>}
      <div class="total">
        <span>{t("book.total")}</span>
        <strong>{money(totalOf(option, counts.value), experience.currency)}</strong>
      </div>
      <Button
        kind="primary"
        wide
        tall
        submit
        busy={busy.value || preview.value.state === "loading"}
        idle={preview.value.state === "failed"}
      >
        {t("book.hold")}
      </Button>
      <p class="note">{t("book.hold.hint")}</p>
    </form>
  );
}
