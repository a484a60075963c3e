import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import "./experience.css";
import type { Booking } from "../../api/types";
import { type Key, language, maybe, t } from "../../i18n";
import { clock, longDate, money } from "../../i18n/format";
import type { KeptBooking } from "../../offline/db";
import { Button } from "../../ui/controls";
import { Icon, type IconName } from "../../ui/Icon";
import { Bones, Callout } from "../../ui/pieces";
import { ViewHead } from "../shell/ViewHead";
import { keptBooking, refreshBooking } from "../state/bookings";
import { triedLetter } from "../state/letters";
import { openPlan, openView, route } from "../state/route";
import { Cancel } from "./Cancel";
import { Hold } from "./Hold";
import { OpenByKey } from "./OpenByKey";
import { ReviewForm } from "./ReviewForm";
import { Ticket } from "./Ticket";
import { When } from "./When";

const TONES: Record<string, "good" | "bad" | "plain" | ""> = {
  CONFIRMED: "good",
  REDEEMED: "good",
  ON_HOLD: "",
  PENDING: "",
  CANCELLED: "plain",
  EXPIRED: "bad",
  REJECTED: "bad",
};

/** Who had no luck may still find another time. */
const OVER = new Set(["CANCELLED", "EXPIRED", "REJECTED"]);

export function BookingView({ id }: { id: string }) {
  const kept = keptBooking(id);
  // On a cold start the device brings the booking a moment after the sheet is there.
  const here = kept !== undefined;
  useEffect(() => {
    if (here) void refreshBooking(id);
  }, [id, here, language.value]);
  if (!kept)
    return (
      <div class="stack">
        <ViewHead title={t("booking.title")} />
        <NotHere id={id} />
      </div>
    );
  return <Shown kept={kept} />;
}

function NotHere({ id }: { id: string }) {
  const tried = triedLetter.value?.id === id ? triedLetter.value : null;
  if (tried?.state === "busy") return <Bones lines={3} tall />;
  return (
    <>
      {!tried && <Callout tone="plain">{t("booking.notFound")}</Callout>}
      <OpenByKey id={id} tried={tried} key={tried?.key} />
    </>
  );
}

function Shown({ kept }: { kept: KeptBooking }) {
  const { booking } = kept;
  const lapsed = useSignal(false);
  // The seats are free again at once; the server's books follow within a minute.
  const status = lapsed.value && booking.status === "ON_HOLD" ? "EXPIRED" : booking.status;
  const lapse = () => {
    lapsed.value = true;
  };
  return (
    <div class="stack">
      <div>
        <ViewHead title={booking.title} />
        <When begin={booking.slot.starts_at} end={booking.slot.ends_at} />
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
      {status === "ON_HOLD" && <Hold kept={kept} onLapsed={lapse} />}
      {status === "REDEEMED" && <ReviewForm kept={kept} />}
      {(status === "CONFIRMED" || status === "REDEEMED") && <Ticket kept={kept} />}
      <Facts booking={booking} />
      {OVER.has(status) && (
        <Button icon="ticket" onClick={() => openView("experience", booking.experience_id)}>
          {t("wait.others")}
        </Button>
      )}
      <Steps booking={booking} status={status} />
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

const CHANGEABLE = new Set(["ON_HOLD", "CONFIRMED"]);

/** What else can be done with a booking, each in a sheet of its own. */
function Steps({ booking, status }: { booking: Booking; status: string }) {
  const { id, itinerary_id: planId } = booking;
  const steps: [view: string, key: Key, icon: IconName][] = [
    ...(CHANGEABLE.has(status)
      ? ([["amend", "amend.open", "refresh"]] as [string, Key, IconName][])
      : []),
    ["messages", "messages.open", "hands"],
    ["privacy", "privacy.open", "lock"],
  ];
  return (
    <ul class="steps">
      {steps.map(([view, key, icon]) => (
        <li key={view}>
          <button type="button" class="place-row" onClick={() => openView(view, id)}>
            <Icon name={icon} />
            {t(key)}
          </button>
        </li>
      ))}
      {planId && planId !== route.value.planId && (
        <li>
          <button type="button" class="place-row" onClick={() => openPlan(planId)}>
            <Icon name="trips" />
            {t("booking.back")}
          </button>
        </li>
      )}
    </ul>
  );
}
