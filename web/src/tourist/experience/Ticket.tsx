import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n";
import type { KeptBooking } from "../../offline/db";
import { blobOf } from "../../offline/picture";
import { Button } from "../../ui/controls";
import { Callout } from "../../ui/pieces";
import { fetchTicket } from "../state/bookings";

/** The QR code, from the device: it is there without a network. */
export function Ticket({ kept }: { kept: KeptBooking }) {
  const [address, setAddress] = useState("");
  useEffect(() => {
    if (!kept.ticket) return void fetchTicket(kept.id);
    const made = URL.createObjectURL(blobOf(kept.ticket));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [kept.ticket]);
  if (!address)
    return (
      <Callout tone="plain">
        {t("booking.ticket.none")}
        <Button icon="refresh" onClick={() => void fetchTicket(kept.id)}>
          {t("app.retry")}
        </Button>
      </Callout>
    );
  return (
    <figure class="ticket">
      <img src={address} alt={t("booking.ticket.alt", { code: kept.booking.code })} />
      <figcaption>
        <strong class="code">{kept.booking.code}</strong>
        <span class="note">{t("booking.ticket.hint")}</span>
      </figcaption>
    </figure>
  );
}
