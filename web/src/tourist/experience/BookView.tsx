import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import "../sheets/sheets.css";
import "./experience.css";
import { onceKey } from "../../api/bookings";
import { bookInPlan, getItinerary } from "../../api/itineraries";
import type { BookedInPlan, Contact, Itinerary } from "../../api/types";
import { language, t } from "../../i18n";
import { clock, longDate, money } from "../../i18n/format";
import { online } from "../../offline/status";
import { Button, Field } from "../../ui/controls";
import { Bones, Callout, Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { ViewHead } from "../shell/View";
import { keepBooking } from "../state/bookings";
import { type Load, load, loaded } from "../state/load";
import { openPlan, openView } from "../state/route";
import { adopt, itinerary, refreshTrip, request } from "../state/trip";
import { ExperienceFacts } from "./ExperienceFacts";
import { type Bookable, findBookable } from "./fitting";
import { firstCounts, optionOf, seatsIn, totalOf, unitCounts } from "./party";
import { Units } from "./Units";

export function BookView({ slotId }: { slotId: string }) {
  const found = useSignal<Load<Bookable | undefined>>({ state: "loading" });
  const plan = loaded(itinerary);
  const ask = () => void load(found, () => findBookable(slotId));
  useEffect(ask, [slotId, plan?.id]);
  const shown = found.value;
  const bookable = shown.state === "there" ? shown.value : undefined;
  return (
    <div class="stack">
      <ViewHead title={bookable?.experience.title ?? t("book.title")} />
      {bookable && plan && <Form bookable={bookable} plan={plan} />}
      {shown.state === "failed" && (
        <Failed title={t("exp.failed")} failure={shown.failure} onRetry={ask} />
      )}
      {shown.state === "there" && !shown.value && <Callout tone="plain">{t("exp.none")}</Callout>}
      {shown.state === "loading" && <Bones lines={3} tall />}
    </div>
  );
}

async function follow(booked: BookedInPlan, plan: Itinerary): Promise<void> {
  await keepBooking(booked.booking, booked.booking.key ?? "");
  if (booked.itinerary_id === plan.id) {
    await refreshTrip();
  } else {
    adopt(await getItinerary(booked.itinerary_id), request.value);
    openPlan(booked.itinerary_id, true);
  }
  openView("booking", booked.booking.id, booked.itinerary_id === plan.id);
  const given = booked.given_up;
  if (given.length > 0) say(t("book.given", { name: given[0]?.name ?? "", count: given.length }));
}

function faultsIn(seats: number, name: string, email: string) {
  return {
    people: seats === 0 ? t("book.error.people") : undefined,
    name: name.trim() ? undefined : t("book.error.name"),
    email: /^\S+@\S+\.\S+$/.test(email) ? undefined : t("book.error.email"),
  };
}

function Form({ bookable, plan }: { bookable: Bookable; plan: Itinerary }) {
  const { experience } = bookable;
  const option = optionOf(experience, bookable.optionId);
  const counts = useSignal(firstCounts(option, request.value?.party_size ?? 1));
  const name = useSignal("");
  const email = useSignal("");
  const phone = useSignal("");
  const remark = useSignal("");
  const tried = useSignal(false);
  const busy = useSignal(false);
  const failure = useSignal<unknown>(null);
  // One key for one wish: a second try after a lost answer books nothing twice.
  const wishText = JSON.stringify([
    counts.value,
    name.value,
    email.value,
    phone.value,
    remark.value,
  ]);
  const once = useMemo(onceKey, [wishText]);
  const faults = tried.value
    ? faultsIn(seatsIn(option, counts.value), name.value, email.value)
    : { people: undefined, name: undefined, email: undefined };

  const submit = async (form: HTMLFormElement) => {
    tried.value = true;
    const now = faultsIn(seatsIn(option, counts.value), name.value, email.value);
    if (now.people || now.name || now.email) {
      requestAnimationFrame(() =>
        form.querySelector<HTMLElement>("[aria-invalid=true], .fault")?.focus(),
      );
      return;
    }
    const contact: Contact = {
      name: name.value.trim(),
      email: email.value.trim(),
      language: language.value,
      ...(phone.value.trim() ? { phone: phone.value.trim() } : {}),
    };
    const wish = {
      slot_id: bookable.slotId,
      units: unitCounts(counts.value),
      contact,
      ...(remark.value.trim() ? { remark: remark.value.trim() } : {}),
    };
    busy.value = true;
    failure.value = null;
    try {
      await follow(await bookInPlan(plan.id, wish, once), plan);
    } catch (cause) {
      failure.value = cause;
    }
    busy.value = false;
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
      <p class="exp-when clock">
        {longDate(bookable.begin)} {clock(bookable.begin)}–{clock(bookable.leave)}
      </p>
      <ExperienceFacts experience={experience} />
      <Units
        option={option}
        currency={experience.currency}
        counts={counts.value}
        most={experience.max_party}
        fault={faults.people}
        onChange={(changed) => {
          counts.value = changed;
        }}
      />
      <fieldset class="stack tight">
        <legend>{t("book.contact")}</legend>
        <Field
          name="name"
          label={t("book.name")}
          autocomplete="name"
          value={name.value}
          fault={faults.name}
          onInput={(v) => {
            name.value = v;
          }}
        />
        <Field
          name="email"
          type="email"
          label={t("book.email")}
          autocomplete="email"
          value={email.value}
          fault={faults.email}
          onInput={(v) => {
            email.value = v;
          }}
        />
        <Field
          name="tel"
          type="tel"
          label={t("book.phone")}
          autocomplete="tel"
          value={phone.value}
          onInput={(v) => {
            phone.value = v;
          }}
        />
        <label class="field">
          <span class="label">{t("book.remark")}</span>
          <textarea
            class="input"
            maxLength={2000}
            value={remark.value}
            onInput={(event) => {
              remark.value = event.currentTarget.value;
            }}
          />
        </label>
      </fieldset>
      {failure.value !== null && <Failed failure={failure.value} />}
      {!online.value && <Callout icon="away">{t("book.offline")}</Callout>}
      <div class="total">
        <span>{t("book.total")}</span>
        <strong>{money(totalOf(option, counts.value), experience.currency)}</strong>
      </div>
      <Button kind="primary" wide tall submit busy={busy.value}>
        {t("book.hold")}
      </Button>
      <p class="note">{t("book.hold.hint")}</p>
    </form>
  );
}
