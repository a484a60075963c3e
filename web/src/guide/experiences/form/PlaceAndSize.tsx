/** Where guests meet, how long it takes and for how many. */
import { duration } from "../../../i18n/format";
import { NumberField, Select } from "../../../staff/form";
import { MapPin } from "../../../staff/pin/MapPin";
import { regions } from "../../../staff/session";
import { Section, type SectionProps } from "./Section";
import { t } from "./words";

export function PlaceSection({ draft, set, faults }: SectionProps) {
  const region = regions.value.find((one) => one.code === draft.region);
  if (!region) return null;
  return (
    <Section title={t("place")}>
      <MapPin
        key={region.code}
        region={region}
        lat={draft.lat}
        lon={draft.lon}
        onMove={(lat, lon) => set({ lat, lon })}
        faults={faults}
        required
      />
    </Section>
  );
}

const USUAL_MINUTES = [30, 45, 60, 90, 120, 150, 180, 240, 300, 360, 480];

/** Usual lengths, and the present one where it is another. */
export function minuteChoices(present: number): { value: string; label: string }[] {
  const all = [...new Set([...USUAL_MINUTES, present])].sort((a, b) => a - b);
  return all.map((minutes) => ({ value: String(minutes), label: duration(minutes * 60) }));
}

export function SizeSection({ draft, set, faults }: SectionProps) {
  return (
    <Section title={t("size")}>
      <div class="columns">
        <Select
          at="/duration_minutes"
          label={t("duration")}
          faults={faults}
          value={String(draft.duration)}
          options={minuteChoices(draft.duration)}
          onChange={(value) => set({ duration: Number(value) })}
        />
        <NumberField
          at="/min_party"
          label={t("party.min")}
          faults={faults}
          value={draft.minParty}
          suffix={t("people")}
          onInput={(minParty) => set({ minParty })}
        />
        <NumberField
          at="/max_party"
          label={t("party.max")}
          faults={faults}
          value={draft.maxParty}
          suffix={t("people")}
          onInput={(maxParty) => set({ maxParty })}
        />
      </div>
      <div class="columns">
        <NumberField
          at="/min_to_run"
          label={t("toRun")}
          hint={t("toRun.hint")}
          faults={faults}
          value={draft.minToRun}
          suffix={t("people")}
          onInput={(minToRun) => set({ minToRun })}
        />
        <NumberField
          at="/min_age"
          label={t("minAge")}
          faults={faults}
          value={draft.minAge}
          suffix={t("minAge.suffix")}
          onInput={(minAge) => set({ minAge })}
        />
      </div>
    </Section>
  );
}
