/** What a new plan has otherwise, as the server tells it. */
import type { StopChange } from "../api/types";

type Times = NonNullable<StopChange["before"]>;

/** To the minute, as it is told. */
const minute = (moment: string) => moment.slice(0, 16);
const when = (times: Times | null) =>
  times && [times.day, minute(times.begin), minute(times.leave)].join(" ");
const named = ({ kind, spot_id, slot_id, before, after }: StopChange) =>
  spot_id ?? slot_id ?? `${kind} ${(after ?? before)?.day}`;

/** Of what came of a booking, what is otherwise than it was shown before. */
export function notAsShown(
  shown: readonly StopChange[],
  done: readonly StopChange[],
): StopChange[] {
  const before = new Map(shown.map((one) => [named(one), when(one.after)]));
  return done.filter((one) => before.get(named(one)) !== when(one.after));
}
