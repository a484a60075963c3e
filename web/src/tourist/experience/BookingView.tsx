import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import "./experience.css";
import { confirmBooking, extendHold, onceKey } from "../../api/bookings";
import type { Booking } from "../../api/types";
import { maybe, t } from "../../i18n";
import { clock, longDate, money } from "../../i18n/format";
import type { KeptBooking } from "../../offline/db";
import { Button } from "../../ui/controls";
import { Callout, Failed } from "../../ui/pieces";
import { ViewHead } from "../shell/View";
import { keepBooking, keptBooking, refreshBooking } from "../state/bookings";
import { refreshTrip } from "../state/trip";
import { Cancel } from "./Cancel";
import { Countdown } from "./Countdown";
import { Ticket } from "./Ticket";

const TONES: Record<string, "good" | "bad" | "plain" | ""> = {
  CONFIRMED: "good",
  REDEEMED: "good",
  ON_HOLD: "",
  PENDING: "",
  CANCELLED: "plain",
  EXPIRED: "bad",
  REJECTED: "bad",
};

export function BookingView({ id }: { id: string }) {
  useEffect(() => void refreshBooking(id), [id]);
  const kept = keptBooking(id);
  if (!kept)
    return (
      <div class="stack">
        <ViewHead title={t("booking.title")} />
        <Callout tone="plain">{t("booking.notFound")}</Callout>
      </div>
    );
  return <Shown kept={kept} />;
}

function Shown({ kept }: { kept: KeptBooking }) {
  const { booking } = kept;
  const { status } = booking;
  return (
    <div class="stack">
      <div>
        <ViewHead title={booking.title} />
        <p class="exp-when clock">
          {longDate(booking.slot.starts_at)} {clock(booking.slot.starts_at)}–
          {clock(booking.slot.ends_at)}
        </p>
      </div>
      <div aria-live="polite">
        <Callout
          tone={TONES[status] ?? "plain"}
          icon={TONES[status] === "good" ? "check" : TONES[status] === "bad" ? "alert" : "clock"}
        >
          <strong>{maybe(`booking.status.${status}`) ?? status}</strong>
          {status === "PENDING" && booking.answer_by && (
            <p>
              {t("booking.pending", {
                time: `${longDate(booking.answer_by)} ${clock(booking.answer_by)}`,
              })}
            </p>
          )}
          {booking.reason && <p>{booking.reason}</p>}
        </Callout>
      </div>
      {status === "ON_HOLD" && <Hold kept={kept} />}
      {(status === "CONFIRMED" || status === "REDEEMED") && <Ticket kept={kept} />}
      <Facts booking={booking} />
      {["ON_HOLD", "PENDING", "CONFIRMED"].includes(status) && <Cancel kept={kept} />}
    </div>
  );
}

function Facts({ booking }: { booking: Booking }) {
  return (
    <dl class="exp-facts">
      <dt>{t("booking.code")}</dt>
      <dd class="code">{booking.code}</dd>
      <dt>{t("ask.party")}</dt>
      <dd>{t("booking.people", { count: booking.people })}</dd>
      <dt>{t("book.total")}</dt>
      <dd>{money(booking.total_minor, booking.currency)}</dd>
    </dl>
  );
}

function Hold({ kept }: { kept: KeptBooking }) {
  const { booking, key } = kept;
  const busy = useSignal("");
  const failure = useSignal<unknown>(null);
  const once = useSignal(onceKey());
  const step = async (name: string, work: () => Promise<Booking>) => {
    busy.value = name;
    failure.value = null;
    try {
      await keepBooking(await work(), key);
      once.value = onceKey();
      void refreshTrip();
    } catch (cause) {
      failure.value = cause;
      void refreshBooking(booking.id);
    }
    busy.value = "";
  };
  const { name, email, phone, language } = booking.contact;
  const contact = { name, email, phone, language };
  return (
    <div class="stack tight">
      <Countdown until={booking.expires_at} onOver={() => void refreshBooking(booking.id)} />
      <p class="note">{booking.payment === "online" ? t("booking.online") : t("booking.onsite")}</p>
      {failure.value !== null && <Failed failure={failure.value} />}
      {booking.payment !== "online" && (
        <Button
          kind="primary"
          wide
          tall
          busy={busy.value === "confirm"}
          onClick={() =>
            void step("confirm", () => confirmBooking(booking.id, key, once.value, contact))
          }
        >
          {t("booking.confirm")}
        </Button>
      )}
      {booking.expires_at < booking.hold_limit && (
        <Button
          icon="clock"
          busy={busy.value === "extend"}
          onClick={() => void step("extend", () => extendHold(booking.id, key, once.value))}
        >
          {t("booking.extend")}
        </Button>
      )}
    </div>
  );
}
