import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import "../sheets/sheets.css";
import "./experience.css";
import { t } from "../../i18n";
import { Bones, Callout, Failed } from "../../ui/pieces";
import { ViewHead } from "../shell/ViewHead";
import { type Load, load, loaded } from "../state/load";
import { itinerary, order } from "../state/trip";
import { BookForm } from "./BookForm";
import { type Bookable, findBookable } from "./fitting";

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
      {bookable?.inPlan && order.value && <Callout icon="alert">{t("book.ownOrder")}</Callout>}
      {bookable && plan && !bookable.inPlan && <Callout tone="plain">{t("book.beside")}</Callout>}
      {bookable && <BookForm bookable={bookable} plan={bookable.inPlan ? plan : null} />}
      {shown.state === "failed" && (
        <Failed title={t("exp.failed")} failure={shown.failure} onRetry={ask} />
      )}
      {shown.state === "there" && !shown.value && <Callout tone="plain">{t("exp.none")}</Callout>}
      {shown.state === "loading" && <Bones lines={3} tall />}
    </div>
  );
}
