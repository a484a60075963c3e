import { useSignal } from "@preact/signals";
import { cancelBooking, cancelQuote, onceKey } from "../../api/bookings";
import type { Quote } from "../../api/types";
import { t } from "../../i18n";
import { clock, longDate, money } from "../../i18n/format";
import type { KeptBooking } from "../../offline/db";
import { Button } from "../../ui/controls";
import { Failed } from "../../ui/pieces";
import { useSending } from "../../ui/useSending";
import { keepBooking } from "../state/bookings";
import { refreshTrip } from "../state/trip";

/** Cancelling asks first, and says what it costs. */
export function Cancel({ kept }: { kept: KeptBooking }) {
  const quote = useSignal<Quote | null>(null);
  const { busy, failure, run } = useSending();
  const once = useSignal(onceKey());
  const ask = () =>
    run(async () => {
      quote.value = await cancelQuote(kept.id, kept.key);
    });
  const cancel = () =>
    run(async () => {
      await keepBooking(await cancelBooking(kept.id, kept.key, once.value), kept.key);
      void refreshTrip();
    });
  return (
    <section class="stack tight" aria-live="polite">
      {failure.value !== null && <Failed failure={failure.value} />}
      {!quote.value && (
        <div>
          <Button kind="quiet" busy={busy.value} onClick={() => void ask()}>
            {t("booking.cancel")}
          </Button>
        </div>
      )}
      {quote.value && <Asked quote={quote.value} />}
      {quote.value && (
        <div class="row">
          <Button kind="danger" busy={busy.value} onClick={() => void cancel()}>
            {t("booking.cancel.yes")}
          </Button>
          <Button
            onClick={() => {
              quote.value = null;
            }}
          >
            {t("booking.cancel.no")}
          </Button>
        </div>
      )}
    </section>
  );
}

function Asked({ quote }: { quote: Quote }) {
  const costs = quote.fee_minor > 0;
  return (
    <div>
      <h3>{t("booking.cancel.ask")}</h3>
      <p>
        {costs
          ? t("booking.cancel.refund", {
              refund: money(quote.refund_minor, quote.currency),
              fee: money(quote.fee_minor, quote.currency),
            })
          : t("booking.cancel.free")}
      </p>
      {quote.until && (
        <p class="note">
          {t("booking.cancel.until", { time: `${longDate(quote.until)} ${clock(quote.until)}` })}
        </p>
      )}
    </div>
  );
}
