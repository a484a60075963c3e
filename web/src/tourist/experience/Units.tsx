import type { ExperienceOption } from "../../api/types";
import { t } from "../../i18n";
import { money } from "../../i18n/format";
import { Stepper } from "../../ui/controls";
import type { Counts } from "./party";

interface UnitsProps {
  option: ExperienceOption;
  currency: string;
  counts: Counts;
  most: number;
  fault?: string | undefined;
  onChange: (counts: Counts) => void;
}

function eachCosts(minor: number, currency: string): string {
  return minor === 0 ? t("plan.fee.free") : t("book.each", { money: money(minor, currency) });
}

export function Units({ option, currency, counts, most, fault, onChange }: UnitsProps) {
  return (
    <fieldset>
      <legend>{t("book.people")}</legend>
      <div class="card">
        {option.units.map((unit) => (
          <div key={unit.id}>
            <Stepper
              label={unit.name}
              text={String(counts[unit.id] ?? 0)}
              more={t("book.more", { name: unit.name })}
              fewer={t("book.fewer", { name: unit.name })}
              value={counts[unit.id] ?? 0}
              least={0}
              most={most}
              onChange={(count) => onChange({ ...counts, [unit.id]: count })}
            />
            <p class="note">{eachCosts(unit.price_minor, currency)}</p>
          </div>
        ))}
      </div>
      {fault && (
        <p class="fault" tabIndex={-1}>
          {fault}
        </p>
      )}
    </fieldset>
  );
}
