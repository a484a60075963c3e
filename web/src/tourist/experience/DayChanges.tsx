/** What booking changes in the day, before it is booked: in the server's own words. */
import type { BookingPreview, StopChange } from "../../api/types";
import { t } from "../../i18n";
import { clock, shortDate } from "../../i18n/format";
import { Icon, type IconName } from "../../ui/Icon";
import { Bones, Failed } from "../../ui/pieces";
import type { Load } from "../state/load";

interface DayChangesProps {
  preview: Load<BookingPreview>;
  /** That the day would change in another way than was shown before; null where it does not. */
  differs: unknown;
  /** Whether the trip has several days. */
  many: boolean;
  onRetry: () => void;
}

export function DayChanges({ preview, differs, many, onRetry }: DayChangesProps) {
  if (preview.state === "idle") return null;
  return (
    <section class="stack tight" aria-labelledby="day-changes">
      <h3 id="day-changes" tabIndex={-1}>
        {t("changes.title")}
      </h3>
      {differs !== null && <Failed failure={differs} />}
      {preview.state === "loading" && <Bones lines={2} />}
      {preview.state === "failed" && <Failed failure={preview.failure} onRetry={onRetry} />}
      <div class="stack tight" aria-live="polite">
        {preview.state === "there" && <Told preview={preview.value} many={many} />}
      </div>
    </section>
  );
}

const KINDS = ["removed", "moved", "new"] as const;

function Told({ preview, many }: { preview: BookingPreview; many: boolean }) {
  const { changes, unchanged } = preview;
  return (
    <>
      {KINDS.map((what) => (
        <Group
          key={what}
          what={what}
          changes={changes.filter((one) => one.what === what)}
          many={many}
        />
      ))}
      <p class="note">
        {changes.length === 0
          ? t("changes.none")
          : t(unchanged > 0 ? "changes.others" : "changes.noOthers", { count: unchanged })}
      </p>
    </>
  );
}

interface GroupProps {
  what: StopChange["what"];
  changes: readonly StopChange[];
  many: boolean;
}

function Group({ what, changes, many }: GroupProps) {
  if (changes.length === 0) return null;
  return (
    <section class="day-changes" aria-labelledby={`day-changes-${what}`}>
      <h4 id={`day-changes-${what}`}>
        <Icon name={ICONS[what]} small />
        {t(`changes.${what}`, { count: changes.length })}
      </h4>
      <ul>
        {changes.map((one) => (
          <li
            class="day-change"
            key={`${one.spot_id} ${one.slot_id} ${one.name} ${one.before?.begin}`}
          >
            <span>{one.name}</span>
            <span class="clock">{timesInWords(one, many)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const ICONS = { new: "plus", removed: "minus", moved: "clock" } as const satisfies Record<
  StopChange["what"],
  IconName
>;

/** `10:05–10:45`, or both where it moves; with the day where there are several. */
export function timesInWords({ before, after }: StopChange, many: boolean): string {
  const days = many || (before !== null && after !== null && before.day !== after.day);
  const said = [before, after]
    .filter((times) => times !== null)
    .map((times) => {
      const clocks = `${clock(times.begin)}–${clock(times.leave)}`;
      return days ? `${shortDate(times.begin)} ${clocks}` : clocks;
    });
  return said.join(" → ");
}
