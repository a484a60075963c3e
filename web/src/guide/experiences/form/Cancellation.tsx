/** What guests get back who cancel: one of a few fair rules, or one's own, with what it means in money. */
import { useSignal } from "@preact/signals";
import { money } from "../../../i18n/format";
import { NumberField, Select } from "../../../staff/form";
import { Button } from "../../../ui/controls";
import { minorOf, wholeOf } from "../../logic/numbers";
import {
  example,
  PRESET_NAMES,
  type Preset,
  presetOf,
  presetSteps,
  type Step,
  sorted,
  timeBefore,
} from "../cancellation";
import { Section, type SectionProps } from "./Section";
import { t } from "./words";

const EXAMPLE_MINOR = { JPY: 5000 } as Record<string, number>;
const MOST = 8;

export function stepTime(hours: number): string {
  const { unit, count } = timeBefore(hours);
  if (unit === "start") return t("cancellation.start");
  return unit === "days"
    ? t("cancellation.daysBefore", { count })
    : t("cancellation.hoursBefore", { count });
}

export function CancellationSection(props: SectionProps) {
  return (
    <Section title={t("cancellation")}>
      <Cancellation {...props} />
    </Section>
  );
}

function Cancellation({ draft, set, faults, currency }: SectionProps) {
  const own = useSignal(presetOf(draft.cancellation) === null);
  const price =
    minorOf(draft.options[0]?.units[0]?.price ?? "", currency) ?? EXAMPLE_MINOR[currency] ?? 5000;
  const choose = (name: string) => {
    own.value = name === "own";
    if (name !== "own") set({ cancellation: presetSteps(name as Preset) });
  };
  const amounts = example(draft.cancellation, price);
  return (
    <>
      <Select
        at="/cancellation"
        label={t("cancellation.preset")}
        faults={faults}
        value={own.value ? "own" : (presetOf(draft.cancellation) ?? "own")}
        options={[
          ...PRESET_NAMES.map((name) => ({
            value: name as string,
            label: t(`cancellation.${name}`),
          })),
          { value: "own", label: t("cancellation.own") },
        ]}
        onChange={choose}
      />
      {own.value && (
        <OwnSteps steps={draft.cancellation} onChange={(cancellation) => set({ cancellation })} />
      )}
      <ul class="refund-steps" aria-live="polite">
        {draft.cancellation.map((step, n) => (
          <li key={`${step.hours_before} ${step.refund_percent}`}>
            {t("cancellation.row", {
              time: stepTime(step.hours_before),
              percent: step.refund_percent,
              amount: money(amounts[n] ?? 0, currency),
            })}
          </li>
        ))}
        <li>{t("cancellation.after")}</li>
      </ul>
      <p class="note">{t("cancellation.guide")}</p>
    </>
  );
}

function OwnSteps({ steps, onChange }: { steps: Step[]; onChange: (steps: Step[]) => void }) {
  const change = (n: number, part: Partial<Step>) =>
    onChange(steps.map((step, m) => (m === n ? { ...step, ...part } : step)));
  const add = () => {
    const last = steps[steps.length - 1];
    const hours = last ? Math.floor(last.hours_before / 2) : 24;
    const percent = last ? Math.max(1, Math.floor(last.refund_percent / 2)) : 100;
    onChange(sorted([...steps, { hours_before: hours, refund_percent: percent }]));
  };
  return (
    <>
      {steps.map((step, n) => (
        // A step is known by its place in the list; its hours change while being typed.
        <div class="unit-row" key={n}>
          <NumberField
            at={`/cancellation/${n}/hours_before`}
            label={t("cancellation.hours")}
            value={String(step.hours_before)}
            onInput={(typed) => change(n, { hours_before: wholeOf(typed) ?? 0 })}
          />
          <NumberField
            at={`/cancellation/${n}/refund_percent`}
            label={t("cancellation.percent")}
            suffix="%"
            value={String(step.refund_percent)}
            onInput={(typed) => change(n, { refund_percent: Math.min(100, wholeOf(typed) ?? 0) })}
          />
          <Button
            kind="quiet"
            icon="trash"
            onClick={() => onChange(steps.filter((_, m) => m !== n))}
          >
            {t("cancellation.remove", { number: n + 1 })}
          </Button>
        </div>
      ))}
      {steps.length < MOST && (
        <Button icon="plus" onClick={add}>
          {t("cancellation.add")}
        </Button>
      )}
    </>
  );
}
