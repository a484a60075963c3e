/** What a change of a weekly rule did to the slots to come. */
import { longDate } from "../../i18n/format";
import { Dialog } from "../../staff/Dialog";
import { Button } from "../../ui/controls";
import { Callout } from "../../ui/pieces";
import type { Schedule } from "../types";
import { t } from "./words";

const COUNTS = ["created", "reopened", "resized", "closed", "removed"] as const;

export function Made({ schedule, onClose }: { schedule: Schedule; onClose: () => void }) {
  const made = schedule.made;
  const done = COUNTS.filter((name) => (made?.[name] ?? 0) > 0);
  return (
    <Dialog title={t("made.title")} onClose={onClose}>
      <Callout tone="good" icon="check">
        {done.length === 0 && <p>{t("made.nothing")}</p>}
        <ul>
          {done.map((name) => (
            <li key={name}>{t(`made.${name}`, { count: made?.[name] ?? 0 })}</li>
          ))}
        </ul>
      </Callout>
      <Starts title={t("made.clashes")} starts={made?.clashes ?? []} />
      <Starts title={t("made.skipped")} starts={schedule.skipped} />
      <Button kind="primary" tall wide onClick={onClose}>
        {t("made.ok")}
      </Button>
    </Dialog>
  );
}

function Starts({ title, starts }: { title: string; starts: { date: string; start: string }[] }) {
  if (starts.length === 0) return null;
  return (
    <Callout icon="alert">
      <strong>{title}</strong>
      <ul>
        {starts.map(({ date, start }) => (
          <li key={`${date} ${start}`} class="clock">
            {longDate(date)} {start}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
