/** One booking: who, when, what is paid, and what can be done. */

import { useSignal } from "@preact/signals";
import { t as word } from "../../i18n";
import { clock, languageName, longDate, money } from "../../i18n/format";
import { type Draft as Edited, draftOf as editing } from "../../staff/etag";
import { Page } from "../../staff/Page";
import { hrefOf } from "../../staff/route";
import { may } from "../../staff/session";
import type { Versioned } from "../../staff/staffCall";
import { useLoader, WithLoaded } from "../../staff/states";
import { Icon } from "../../ui/Icon";
import { Callout } from "../../ui/pieces";
import { getBooking } from "../api";
import { useNow } from "../common/KeptNote";
import { left, party, people, wall, wallClock } from "../common/say";
import { stepTime } from "../experiences/form/Cancellation";
import { timeLeft } from "../today/agenda";
import type { Booking } from "../types";
import { Actions } from "./Actions";
import { StatusTags } from "./List";
import { dueOnSite, stepsOf } from "./steps";
import { Thread } from "./Thread";
import { t } from "./words";

export function BookingPage({ id }: { id: string }) {
  const loader = useLoader(() => getBooking(id));
  const name = loader.value.value?.value.contact.name ?? t("nameless");
  return (
    <Page
      title={loader.value.value ? t("one.title", { name }) : t("title")}
      back={{ href: hrefOf("bookings"), label: t("back") }}
    >
      <WithLoaded from={loader} lines={6}>
        {(seen) => <Inside key={seen.etag} seen={seen} onReload={loader.reload} />}
      </WithLoaded>
    </Page>
  );
}

interface InsideProps {
  seen: Versioned<Booking>;
  onReload: () => void;
}

function Inside({ seen, onReload }: InsideProps) {
  const editor: Edited<Booking> = useSignal(editing(seen)).value;
  const booking = editor.kept.value.value;
  const now = useNow();
  const steps = stepsOf(booking, now, may("owner", "editor"));
  return (
    <div class="booking">
      <div class="stack">
        <When booking={booking} now={now} />
        <Actions editor={editor} steps={steps} onReload={onReload} />
        <Money booking={booking} />
        <Contact booking={booking} />
        <History booking={booking} />
      </div>
      <Thread booking={booking} mayWrite={steps.write} />
    </div>
  );
}

function When({ booking, now }: { booking: Booking; now: Date }) {
  const { starts_at: starts, ends_at: ends } = booking.slot;
  const time = booking.answer_by ? timeLeft(booking.answer_by, now) : null;
  return (
    <section class="card booking-when">
      <StatusTags booking={booking} />
      <p class="booking-time clock">
        {longDate(starts)}
        <strong>
          {clock(starts)}–{clock(ends)}
        </strong>
      </p>
      <p>{booking.title}</p>
      <p class="booking-party">
        <strong>{people(booking.people)}</strong> {party(booking.units)}
      </p>
      {booking.status === "PENDING" && booking.answer_by && time && (
        <p>
          {[t("answerBy", { time: moment(booking.answer_by) }), left(time)].join(word("list.dot"))}
        </p>
      )}
      {booking.remark && (
        <Callout icon="message">
          <strong>{t("remark")}</strong>
          <p>{booking.remark}</p>
        </Callout>
      )}
      {booking.reason && (
        <p>
          {t("reason")}: {booking.reason}
        </p>
      )}
    </section>
  );
}

const moment = (at: string) => `${longDate(wall(at))} ${wallClock(at)}`;

function Money({ booking }: { booking: Booking }) {
  const due = dueOnSite(booking);
  const say = (minor: number) => money(minor, booking.currency);
  const way = booking.payment as "on_site" | "online" | "reseller";
  return (
    <dl class="card facts">
      {due !== null && due > 0 && <Line name={t("due")} value={say(due)} strong />}
      <Line name={t("total")} value={say(booking.total_minor)} />
      {booking.paid_minor > 0 && <Line name={t("paid")} value={say(booking.paid_minor)} />}
      {booking.refund_minor > 0 && <Line name={t("refunded")} value={say(booking.refund_minor)} />}
      <Line name={t("payment")} value={t(`payment.${way}`)} />
      <Line name={t("code")} value={booking.code} />
      {booking.status === "CONFIRMED" && booking.cancellation.length > 0 && (
        <Line
          name={t("policy")}
          value={booking.cancellation
            .map((step) =>
              t("policy.step", { time: stepTime(step.hours_before), percent: step.refund_percent }),
            )
            .join(word("list.dot"))}
        />
      )}
    </dl>
  );
}

function Line({ name, value, strong }: { name: string; value: string; strong?: boolean }) {
  return (
    <div class={strong ? "strong" : ""}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Contact({ booking }: { booking: Booking }) {
  const { name, email, phone, language } = booking.contact;
  return (
    <section class="card">
      <h2>{t("contact")}</h2>
      <p>
        {name ?? t("nameless")}
        <span class="note"> {t("language", { language: languageName(language) })}</span>
      </p>
      <div class="two-buttons">
        {phone && (
          <a class="button tall" href={`tel:${phone}`}>
            <Icon name="phone" />
            {t("call")}
          </a>
        )}
        {email && (
          <a class="button tall" href={`mailto:${email}`}>
            <Icon name="mail" />
            {t("mail")}
          </a>
        )}
      </div>
      {phone && <p class="note clock">{phone}</p>}
      {email && <p class="note">{email}</p>}
    </section>
  );
}

function History({ booking }: { booking: Booking }) {
  const by = (booking.cancelled_by ?? "system") as "guest" | "guide" | "system";
  const lines = [
    t("history.created", { time: moment(booking.created_at) }),
    booking.confirmed_at && t("history.confirmed", { time: moment(booking.confirmed_at) }),
    booking.no_show_at && t("history.noShow", { time: moment(booking.no_show_at) }),
    booking.redeemed_at && t("history.redeemed", { time: moment(booking.redeemed_at) }),
    booking.cancelled_at &&
      t("history.cancelled", { time: moment(booking.cancelled_at), by: t(`by.${by}`) }),
  ].filter(Boolean);
  return (
    <details class="fold">
      <summary>{t("history")}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line} class="clock note">
            {line}
          </li>
        ))}
      </ul>
    </details>
  );
}
