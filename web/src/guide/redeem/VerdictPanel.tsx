/** What became of a ticket: told by colour, sign and words at once, large enough for arm's length. */
import { useEffect, useRef } from "preact/hooks";
import { clock, longDate, money } from "../../i18n/format";
import { Button } from "../../ui/controls";
import { Icon, type IconName } from "../../ui/Icon";
import { dueOnSite } from "../bookings/steps";
import { party, people, statusName, wallClock } from "../common/say";
import type { Told } from "./checkIn";
import type { Outcome } from "./judge";
import { t } from "./words";

const LOOKS: Record<Outcome, { tone: string; icon: IconName }> = {
  valid: { tone: "good", icon: "check" },
  already: { tone: "bad", icon: "close" },
  notToday: { tone: "wait", icon: "calendar" },
  wrongState: { tone: "bad", icon: "close" },
  wrongTicket: { tone: "bad", icon: "alert" },
  unknown: { tone: "bad", icon: "search" },
  notTicket: { tone: "bad", icon: "alert" },
};

interface VerdictProps {
  told: Told;
  busy: boolean;
  onAnyway: () => void;
  onNext: () => void;
}

export function VerdictPanel({ told, busy, onAnyway, onNext }: VerdictProps) {
  const next = useRef<HTMLDivElement>(null);
  const look = LOOKS[told.outcome];
  useEffect(() => {
    next.current?.scrollIntoView({ block: "nearest" });
  }, [told]);
  return (
    <div class={`verdict ${look.tone}`} ref={next}>
      <p class="verdict-word">
        <Icon name={look.icon} />
        <strong>{t(told.outcome)}</strong>
      </p>
      <Who told={told} />
      {why(told).map((line) => (
        <p key={line}>{line}</p>
      ))}
      <Button kind="primary" tall wide onClick={onNext}>
        {t("next")}
      </Button>
      {mayOverrule(told) && (
        <Button tall wide busy={busy} onClick={onAnyway}>
          {told.outcome === "unknown" ? t("anyway.later") : t("anyway")}
        </Button>
      )}
    </div>
  );
}

function Who({ told }: { told: Told }) {
  const { guest, booking } = told;
  const name = guest?.name ?? booking?.contact.name;
  const count = guest?.people ?? booking?.people;
  const units = guest?.units ?? booking?.units ?? [];
  const title = guest?.title ?? booking?.title;
  const due = booking && told.outcome === "valid" ? dueNow(booking) : null;
  if (!count) return null;
  return (
    <div class="verdict-who">
      <p class="verdict-name">
        {name ?? t("nameless")} <strong>{people(count)}</strong>
      </p>
      <p>{party(units)}</p>
      <p>{title}</p>
      {due && <p class="verdict-due">{due}</p>}
    </div>
  );
}

/** What is to be paid now: who has just been checked in has not paid on the spot yet. */
function dueNow(booking: NonNullable<Told["booking"]>): string | null {
  const minor = dueOnSite({ ...booking, status: "CONFIRMED" });
  return minor ? t("due", { amount: money(minor, booking.currency) }) : null;
}

function why(told: Told): string[] {
  const { outcome, guest, usedAt, device, noted, sure, booking } = told;
  const starts = guest?.starts_at ?? booking?.slot.starts_at;
  if (noted) return [outcome === "valid" ? t("valid.offline") : t("noted")];
  if (outcome === "already" && usedAt)
    return [
      t("already.at", { time: wallClock(usedAt) }) +
        (device ? t("already.device", { device }) : ""),
    ];
  if (outcome === "notToday" && starts)
    return [t("notToday.at", { time: `${longDate(starts)} ${clock(starts)}` })];
  if (outcome === "wrongState")
    return [t("wrongState.is", { status: statusName(booking?.status ?? guest?.status ?? "") })];
  if (outcome === "wrongTicket") return [t("wrongTicket.lead")];
  if (outcome === "unknown") return [sure ? t("unknown.online") : t("unknown.offline")];
  return [];
}

/** The guide may know better: a day that was moved, or a booking newer than the list. */
function mayOverrule(told: Told): boolean {
  if (told.sure || told.noted) return false;
  return told.outcome === "notToday" || told.outcome === "unknown";
}
