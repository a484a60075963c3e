import { useSignal } from "@preact/signals";
import { confirmBooking, extendHold, onceKey } from "../../api/bookings";
import { Problem } from "../../api/problem";
import type { Booking } from "../../api/types";
import { t } from "../../i18n";
import type { KeptBooking } from "../../offline/db";
import { Button } from "../../ui/controls";
import { Failed } from "../../ui/pieces";
import { keepBooking, refreshBooking } from "../state/bookings";
import { refreshTrip } from "../state/trip";
import { Countdown } from "./Countdown";

/** Seats that are held for a while: make up one's mind, or ask for more time. */
export function Hold({ kept, onLapsed }: { kept: KeptBooking; onLapsed: () => void }) {
  const { booking, key } = kept;
  const busy = useSignal("");
  const failure = useSignal<unknown>(null);
  const once = useSignal(onceKey());
  const step = async (name: string, work: () => Promise<Booking>) => {
    if (busy.value) return;
    busy.value = name;
    failure.value = null;
    try {
      await keepBooking(await work(), key);
      once.value = onceKey();
      void refreshTrip();
    } catch (cause) {
      if (cause instanceof Problem && cause.code === "hold_expired") onLapsed();
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
