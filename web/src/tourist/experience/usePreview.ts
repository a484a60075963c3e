import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { previewBooking } from "../../api/itineraries";
import type { BookingPreview, Itinerary, UnitCount } from "../../api/types";
import { language } from "../../i18n";
import { type Load, load } from "../state/load";

/** So long nothing is asked while somebody still counts who comes. */
const PAUSE_MS = 400;

/** What booking would change in the plan; asked anew for another party, and by `look`. */
export function usePreview(plan: Itinerary | null, slotId: string, units: UnitCount[]) {
  const preview = useSignal<Load<BookingPreview>>({ state: "idle" });
  const asks = plan !== null && units.length > 0;
  const look = () => {
    if (asks) void load(preview, () => previewBooking(plan.id, { slot_id: slotId, units }));
  };
  useEffect(() => {
    preview.value = { state: asks ? "loading" : "idle" };
    const soon = setTimeout(look, PAUSE_MS);
    return () => clearTimeout(soon);
  }, [plan?.id, slotId, JSON.stringify(units), language.value]);
  return { preview, look };
}
