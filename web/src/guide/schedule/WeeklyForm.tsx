/** A weekly rule, new or kept; afterwards it says what became of the slots. */
import { useSignal } from "@preact/signals";
import { Problem } from "../../api/problem";
import { todayIn } from "../../plan/wall";
import { Dialog } from "../../staff/Dialog";
import { draftOf } from "../../staff/etag";
import { faultAt, faultsOf } from "../../staff/faults";
import { NumberField, Select, TextField } from "../../staff/form";
import { MergeDialog } from "../../staff/merge/MergeDialog";
import { type Comparing, mergingOf } from "../../staff/merge/merging";
import type { Versioned } from "../../staff/staffCall";
import { ChangeFailed } from "../../staff/states";
import { Button, IconButton } from "../../ui/controls";
import { useSending } from "../../ui/useSending";
import { changeSchedule, createSchedule, listSchedules } from "../api";
import { t as word } from "../common/words";
import type { Experience, Schedule } from "../types";
import { weekdayName } from "./Calendar";
import { Exceptions, Seasons } from "./Exceptions";
import { Made } from "./Made";
import { newRule, type Rule, ruleOf, sentOf } from "./rule";
import { optionChoices } from "./SingleSlot";
import { ruleStatements } from "./statements";
import { t } from "./words";

interface WeeklyFormProps {
  experience: Experience;
  kept: Schedule | null;
  onClose: () => void;
  onSaved: () => void;
}

const tagged = (value: Schedule): Versioned<Schedule> => ({
  value,
  etag: `"${value.version}"`,
});

const comparing = (experienceId: string, id: string): Comparing<Schedule, Rule> => ({
  load: async () => {
    const all = await listSchedules(experienceId);
    const now = all.find((one) => one.id === id);
    if (!now) throw new Problem("schedule_not_found", 404, t("form.ended"));
    return tagged(now);
  },
  formOf: ruleOf,
  statements: ruleStatements,
  nameOf: () => t("form.edit"),
});

export function WeeklyForm({ experience, kept, onClose, onSaved }: WeeklyFormProps) {
  const options = optionChoices(experience);
  const today = todayIn(experience.time_zone);
  const rule = useSignal<Rule>(
    kept ? ruleOf(kept) : newRule(options[0]?.value ?? "", today, experience.max_party),
  );
  const saved = useSignal<Schedule | null>(null);
  const set = (part: Partial<Rule>) => {
    rule.value = { ...rule.value, ...part };
  };
  const edited = useSignal(kept && draftOf(tagged(kept))).value;
  const merging = useSignal(
    edited && mergingOf(edited, rule, comparing(experience.id, kept?.id ?? "")),
  ).value;
  const sending = useSending();
  const { busy, failure } = edited ?? sending;
  const faults = faultsOf(failure.value);
  const save = async () => {
    if (edited) {
      const change = async () =>
        tagged(await changeSchedule(edited.kept.value.value, sentOf(rule.value)));
      if (!(await merging?.save(change))) return;
      saved.value = edited.kept.value.value;
      onSaved();
      return;
    }
    await sending.run(async () => {
      const body = { ...sentOf(rule.value), option_id: rule.value.optionId };
      saved.value = await createSchedule(experience.id, body);
      onSaved();
    });
  };
  if (saved.value) return <Made schedule={saved.value} onClose={onClose} />;
  return (
    <Dialog title={kept ? t("form.edit") : t("form.new")} onClose={onClose} wide>
      <form
        class="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {!kept && options.length > 1 && (
          <Select
            at="/option_id"
            label={t("single.option")}
            faults={faults}
            value={rule.value.optionId}
            options={options}
            onChange={(optionId) => set({ optionId })}
          />
        )}
        <Weekdays
          chosen={rule.value.weekdays}
          fault={faultAt(faults, "/weekdays")}
          onChange={(weekdays) => set({ weekdays })}
        />
        <Starts
          starts={rule.value.starts}
          fault={faultAt(faults, "/starts")}
          onChange={(starts) => set({ starts })}
        />
        <div class="columns">
          <NumberField
            at="/capacity"
            label={t("form.capacity")}
            suffix={t("seatsUnit")}
            faults={faults}
            value={rule.value.capacity}
            onInput={(capacity) => set({ capacity })}
          />
          <TextField
            at="/first_date"
            type="date"
            label={t("form.first")}
            faults={faults}
            value={rule.value.first}
            onInput={(first) => set({ first })}
          />
          <TextField
            at="/last_date"
            type="date"
            label={t("form.last")}
            hint={t("form.last.hint")}
            faults={faults}
            value={rule.value.last}
            onInput={(last) => set({ last })}
          />
        </div>
        <Exceptions
          dates={rule.value.except}
          fault={faultAt(faults, "/except_dates")}
          onChange={(except) => set({ except })}
        />
        <Seasons
          seasons={rule.value.seasons}
          fault={faultAt(faults, "/seasons")}
          onChange={(seasons) => set({ seasons })}
        />
        {failure.value !== null && (
          <ChangeFailed failure={failure.value} onReload={() => void merging?.follow()} merges />
        )}
        <div class="two-buttons">
          <Button tall onClick={onClose}>
            {word("dismiss")}
          </Button>
          <Button kind="primary" tall submit busy={busy.value}>
            {t("form.save")}
          </Button>
        </div>
      </form>
      {merging && <MergeDialog merging={merging} onSave={() => void save()} />}
    </Dialog>
  );
}

interface WeekdaysProps {
  chosen: number[];
  fault: string | undefined;
  onChange: (weekdays: number[]) => void;
}

function Weekdays({ chosen, fault, onChange }: WeekdaysProps) {
  const toggle = (day: number) =>
    onChange(chosen.includes(day) ? chosen.filter((one) => one !== day) : [...chosen, day]);
  return (
    <fieldset class="field">
      <legend>{t("form.weekdays")}</legend>
      <div class="weekdays">
        {[1, 2, 3, 4, 5, 6, 7].map((day) => (
          <button
            key={day}
            type="button"
            class="chip plain"
            aria-pressed={chosen.includes(day)}
            aria-label={weekdayName(day, "long")}
            onClick={() => toggle(day)}
          >
            {weekdayName(day)}
          </button>
        ))}
      </div>
      {fault && <span class="fault">{fault}</span>}
    </fieldset>
  );
}

interface StartsProps {
  starts: string[];
  fault: string | undefined;
  onChange: (starts: string[]) => void;
}

const MOST_STARTS = 12;

function Starts({ starts, fault, onChange }: StartsProps) {
  return (
    <fieldset class="field">
      <legend>{t("form.starts")}</legend>
      <div class="starts">
        {starts.map((start, n) => (
          <span class="start" key={`${n} of ${starts.length}`}>
            <input
              class="input"
              type="time"
              aria-label={t("form.start", { number: n + 1 })}
              value={start}
              onInput={(event) => {
                const typed = event.currentTarget.value;
                onChange(starts.map((one, m) => (m === n ? typed : one)));
              }}
            />
            {starts.length > 1 && (
              <IconButton
                icon="close"
                label={t("form.start.remove", { number: n + 1 })}
                onClick={() => onChange(starts.filter((_, m) => m !== n))}
              />
            )}
          </span>
        ))}
        {starts.length < MOST_STARTS && (
          <Button icon="plus" onClick={() => onChange([...starts, ""])}>
            {t("form.start.add")}
          </Button>
        )}
      </div>
      {fault && <span class="fault">{fault}</span>}
    </fieldset>
  );
}
