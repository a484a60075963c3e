/** What a booking is to be changed to: how many come, and when. */
import { clock, longDate } from "../../i18n/format";
import { together } from "../../staff/merge/statements";
import type { Statement } from "../../staff/merge/threeWay";
import { kindName } from "../common/say";
import type { Booking, Option } from "../types";
import { t } from "./words";

export interface Wanted {
  counts: Record<string, number>;
  slotId: string;
}

export function wantedOf({ units, slot }: Booking): Wanted {
  const counts = Object.fromEntries(units.map((unit) => [unit.unit_id, unit.quantity]));
  return { counts, slotId: slot.id };
}

/** Nobody of a kind is as good as the kind not being named. */
const some = (counts: Record<string, number>) =>
  Object.entries(counts)
    .filter(([, quantity]) => quantity > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([unit_id, quantity]) => ({ unit_id, quantity }));

/** Only what differs from the booking as it is. */
export function changeOf(booking: Booking, { counts, slotId }: Wanted) {
  const before = wantedOf(booking);
  const units = some(counts);
  const isSameParty = JSON.stringify(units) === JSON.stringify(some(before.counts));
  return {
    ...(slotId === before.slotId ? {} : { slot_id: slotId }),
    ...(isSameParty ? {} : { units }),
  };
}

interface When {
  id: string;
  starts_at: string;
}

/** What a guest and the guide may want differently. */
export function wantedStatements(
  option: Option | undefined,
  slots: readonly When[],
): Statement<Wanted>[] {
  return [
    {
      ...together<Wanted>(["counts"], {
        label: t("change.party"),
        told: ({ counts }) =>
          some(counts)
            .map(({ unit_id, quantity }) => `${unitName(option, unit_id)} ${quantity}`)
            .join("\n"),
      }),
      of: ({ counts }) => some(counts),
    },
    together<Wanted>(["slotId"], {
      label: t("change.slot"),
      told: ({ slotId }) => {
        const slot = slots.find(({ id }) => id === slotId);
        return slot
          ? `${longDate(slot.starts_at)} ${clock(slot.starts_at)}`
          : t("change.slot.same");
      },
    }),
  ];
}

function unitName(option: Option | undefined, id: string): string {
  const unit = option?.units.find((one) => one.id === id);
  return unit ? unit.name || kindName(unit.kind) : id;
}
