import { Tag } from "../../ui/pieces";
import { PHASES, type Phase } from "./phase";
import { t } from "./words";

const TONES: Record<Phase, string> = { now: "leaf", coming: "ai", over: "", ended: "" };

export function PhaseTag({ phase }: { phase: Phase }) {
  return <Tag tone={TONES[phase]}>{t(`phase.${phase}`)}</Tag>;
}

interface PhaseFilterProps {
  value: Phase | "all";
  counts: Record<Phase, number>;
  onChange: (value: Phase | "all") => void;
}

/** What to show of a list, by where its entries stand. */
export function PhaseFilter({ value, counts, onChange }: PhaseFilterProps) {
  const all = PHASES.reduce((sum, phase) => sum + counts[phase], 0);
  return (
    <div class="chips" role="group" aria-label={t("phase")}>
      {(["all", ...PHASES] as const).map((phase) => (
        <button
          key={phase}
          type="button"
          class="chip plain"
          aria-pressed={phase === value}
          onClick={() => onChange(phase)}
        >
          {t(`phase.${phase}`)} <span class="clock">{phase === "all" ? all : counts[phase]}</span>
        </button>
      ))}
    </div>
  );
}

export function countsOf<T>(all: readonly T[], phaseOf: (one: T) => Phase): Record<Phase, number> {
  const counts: Record<Phase, number> = { now: 0, coming: 0, over: 0, ended: 0 };
  for (const one of all) counts[phaseOf(one)] += 1;
  return counts;
}
