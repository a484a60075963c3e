/** How it is booked and paid. */
import { duration } from "../../../i18n/format";
import { Select } from "../../../staff/form";
import { Segments } from "../../../ui/controls";
import { Section, type SectionProps } from "./Section";
import { t } from "./words";

const CUTOFFS = [0, 60, 180, 720, 1440, 2880, 4320, 10_080];
const ANSWERS = [6, 12, 24, 48, 72, 168];

const withPresent = (usual: number[], present: number) =>
  [...new Set([...usual, present])].sort((a, b) => a - b);

/** `12時間` or `3日`, as times before something are told. */
export function before(minutes: number): string {
  return minutes % 1440 === 0 ? daysOf(minutes / 1440) : duration(minutes * 60);
}

function daysOf(count: number): string {
  return new Intl.NumberFormat(document.documentElement.lang || "ja", {
    style: "unit",
    unit: "day",
    unitDisplay: "long",
  }).format(count);
}

export function RulesSection({ draft, set, faults }: SectionProps) {
  return (
    <Section title={t("rules")}>
      <Segments
        legend={t("confirmation")}
        name="confirmation"
        value={draft.confirmation}
        choices={[
          { value: "instant", label: t("confirmation.instant") },
          { value: "approval", label: t("confirmation.approval") },
        ]}
        onChange={(confirmation) => set({ confirmation })}
      />
      {draft.confirmation === "approval" && (
        <Select
          at="/approval_hours"
          label={t("approval")}
          hint={t("approval.hint")}
          faults={faults}
          value={String(draft.approvalHours)}
          options={withPresent(ANSWERS, draft.approvalHours).map((hours) => ({
            value: String(hours),
            label: before(hours * 60),
          }))}
          onChange={(value) => set({ approvalHours: Number(value) })}
        />
      )}
      <Select
        at="/cutoff_minutes"
        label={t("cutoff")}
        faults={faults}
        value={String(draft.cutoff)}
        options={withPresent(CUTOFFS, draft.cutoff).map((minutes) => ({
          value: String(minutes),
          label: minutes === 0 ? t("cutoff.start") : t("cutoff.before", { time: before(minutes) }),
        }))}
        onChange={(value) => set({ cutoff: Number(value) })}
      />
      <Segments
        legend={t("payment")}
        name="payment"
        value={draft.payment}
        choices={[
          { value: "on_site", label: t("payment.on_site") },
          { value: "online", label: t("payment.online") },
        ]}
        onChange={(payment) => set({ payment })}
      />
      {draft.payment === "online" && <p class="note">{t("payment.online.hint")}</p>}
    </Section>
  );
}
