/** Courses to choose from, and what a ticket of each costs. */
import { duration, languageName } from "../../../i18n/format";
import { NumberField, Select, TextField } from "../../../staff/form";
import { Button } from "../../../ui/controls";
import { kindName } from "../../common/say";
import type { UnitKind } from "../../types";
import { newOption, newUnit, type OptionDraft, type UnitDraft } from "../draft";
import { minuteChoices } from "./PlaceAndSize";
import { Section, type SectionProps } from "./Section";
import { t } from "./words";

const KINDS: UnitKind[] = ["ADULT", "CHILD", "INFANT", "YOUTH", "STUDENT", "SENIOR", "OTHER"];
const MOST = 10;

export function PricesSection(props: SectionProps) {
  return (
    <Section title={t("prices")}>
      <Options {...props} />
    </Section>
  );
}

function Options(props: SectionProps) {
  const { draft, set } = props;
  const change = (key: string, part: Partial<OptionDraft>) =>
    set({ options: draft.options.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  return (
    <>
      {draft.options.map((option, n) => (
        <OneOption
          key={option.key}
          {...props}
          option={option}
          number={n}
          change={(part) => change(option.key, part)}
          onRemove={
            draft.options.length > 1
              ? () => set({ options: draft.options.filter((one) => one.key !== option.key) })
              : null
          }
        />
      ))}
      {draft.options.length < MOST && (
        <Button icon="plus" onClick={() => set({ options: [...draft.options, newOption()] })}>
          {t("option.add")}
        </Button>
      )}
      {draft.options.some((one) => one.id !== null) && <p class="note">{t("option.gone")}</p>}
    </>
  );
}

interface OneOptionProps extends SectionProps {
  option: OptionDraft;
  number: number;
  change: (part: Partial<OptionDraft>) => void;
  onRemove: (() => void) | null;
}

function OneOption(props: OneOptionProps) {
  const { draft, option, number, change, onRemove, faults } = props;
  const at = `/options/${number}`;
  const several = draft.options.length > 1;
  const setUnit = (key: string, part: Partial<UnitDraft>) =>
    change({ units: option.units.map((one) => (one.key === key ? { ...one, ...part } : one)) });
  return (
    <fieldset class="option-box">
      <legend class={several ? "" : "sr"}>{t("option", { number: number + 1 })}</legend>
      {(several || Object.values(option.names).some(Boolean)) && (
        <div class="columns">
          {Object.keys(draft.texts).map((language) => (
            <TextField
              key={language}
              at={`${at}/names/${language}`}
              label={t("option.name", { language: languageName(language) })}
              hint={t("option.name.hint")}
              lang={language}
              faults={faults}
              value={option.names[language] ?? ""}
              onInput={(name) => change({ names: { ...option.names, [language]: name } })}
            />
          ))}
          <Select
            at={`${at}/duration_minutes`}
            label={t("option.duration")}
            faults={faults}
            value={option.duration === null ? "" : String(option.duration)}
            options={[
              {
                value: "",
                label: t("option.duration.same", { time: duration(draft.duration * 60) }),
              },
              ...minuteChoices(option.duration ?? draft.duration),
            ]}
            onChange={(value) => change({ duration: value === "" ? null : Number(value) })}
          />
        </div>
      )}
      {option.units.map((unit, n) => (
        <OneUnit
          key={unit.key}
          {...props}
          unit={unit}
          unitNumber={n}
          setUnit={(part) => setUnit(unit.key, part)}
          onRemoveUnit={
            option.units.length > 1
              ? () => change({ units: option.units.filter((one) => one.key !== unit.key) })
              : null
          }
        />
      ))}
      <div class="row">
        {option.units.length < MOST && (
          <Button
            icon="plus"
            onClick={() => change({ units: [...option.units, newUnit(nextKind(option))] })}
          >
            {t("unit.add")}
          </Button>
        )}
        {onRemove && (
          <Button kind="quiet" icon="trash" onClick={onRemove}>
            {t("option.remove", { number: number + 1 })}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

/** The first kind that there is no ticket for yet. */
function nextKind(option: OptionDraft): UnitKind {
  return KINDS.find((kind) => !option.units.some((unit) => unit.kind === kind)) ?? "OTHER";
}

interface OneUnitProps extends OneOptionProps {
  unit: UnitDraft;
  unitNumber: number;
  setUnit: (part: Partial<UnitDraft>) => void;
  onRemoveUnit: (() => void) | null;
}

function OneUnit(props: OneUnitProps) {
  const { unit, unitNumber, number, setUnit, onRemoveUnit, faults, currency } = props;
  const at = `/options/${number}/units/${unitNumber}`;
  return (
    <fieldset class="unit-box">
      <legend class="sr">{t("unit", { number: unitNumber + 1 })}</legend>
      <div class="unit-row">
        <Select
          at={`${at}/kind`}
          label={t("unit.kind")}
          faults={faults}
          value={unit.kind}
          options={KINDS.map((kind) => ({ value: kind, label: kindName(kind) }))}
          onChange={(kind) => setUnit({ kind: kind as UnitKind })}
        />
        <NumberField
          at={`${at}/price_minor`}
          label={t("unit.price", { currency })}
          faults={faults}
          value={unit.price}
          onInput={(price) => setUnit({ price })}
        />
      </div>
      <details class="fold">
        <summary>{t("unit.details")}</summary>
        <div class="columns">
          <NumberField
            at={`${at}/seats`}
            label={t("unit.seats")}
            hint={t("unit.seats.hint")}
            faults={faults}
            value={unit.seats}
            onInput={(seats) => setUnit({ seats })}
          />
          <NumberField
            at={`${at}/min_age`}
            label={t("unit.age.min")}
            faults={faults}
            value={unit.minAge}
            onInput={(minAge) => setUnit({ minAge })}
          />
          <NumberField
            at={`${at}/max_age`}
            label={t("unit.age.max")}
            faults={faults}
            value={unit.maxAge}
            onInput={(maxAge) => setUnit({ maxAge })}
          />
        </div>
      </details>
      {onRemoveUnit && (
        <Button kind="quiet" icon="trash" onClick={onRemoveUnit}>
          {t("unit.remove", { number: unitNumber + 1 })}
        </Button>
      )}
    </fieldset>
  );
}
