/** One time more, beside what weekly rules say. */
import { useSignal } from "@preact/signals";
import { momentIn } from "../../plan/wall";
import { Dialog } from "../../staff/Dialog";
import { useSubmit } from "../../staff/entry/useSubmit";
import { NumberField, Select, TextField } from "../../staff/form";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { addSlot } from "../api";
import { t as word } from "../common/words";
import { wholeOf } from "../logic/numbers";
import type { Experience, Slot } from "../types";
import { t } from "./words";

interface SingleSlotProps {
  experiences: readonly Experience[];
  day: string;
  onClose: () => void;
  onAdded: (slot: Slot) => void;
}

export function optionChoices(experience: Experience | undefined) {
  return (experience?.options ?? []).map((option, n) => ({
    value: option.id,
    label: option.name || `${n + 1}`,
  }));
}

export function SingleSlot({ experiences, day, onClose, onAdded }: SingleSlotProps) {
  const chosen = useSignal(experiences[0]?.id ?? "");
  const option = useSignal("");
  const date = useSignal(day);
  const time = useSignal("10:00");
  const capacity = useSignal(String(experiences[0]?.max_party ?? 8));
  const experience = experiences.find((one) => one.id === chosen.value);
  const options = optionChoices(experience);
  const { busy, failure, faults, submit } = useSubmit(async () => {
    if (!experience) return;
    const starts = momentIn(experience.time_zone, `${date.value}T${time.value}`);
    const body = {
      option_id: option.value || (options[0]?.value ?? ""),
      starts_at: starts,
      capacity: wholeOf(capacity.value) ?? 0,
    };
    const slot = await addSlot(experience.id, body);
    say(t("single.done"));
    onAdded(slot);
  });
  return (
    <Dialog title={t("single.title")} onClose={onClose}>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (date.value && time.value) void submit();
        }}
      >
        {experiences.length > 1 && (
          <Select
            at="/experience"
            prefix="single"
            label={t("experience")}
            value={chosen.value}
            options={experiences.map((one) => ({ value: one.id, label: one.title }))}
            onChange={(id) => {
              chosen.value = id;
              option.value = "";
            }}
          />
        )}
        {options.length > 1 && (
          <Select
            at="/option_id"
            label={t("single.option")}
            faults={faults}
            value={option.value || (options[0]?.value ?? "")}
            options={options}
            onChange={into(option)}
          />
        )}
        <div class="columns">
          <TextField
            at="/date"
            type="date"
            label={t("single.date")}
            value={date.value}
            onInput={into(date)}
          />
          <TextField
            at="/starts_at"
            type="time"
            label={t("single.time")}
            faults={faults}
            value={time.value}
            onInput={into(time)}
          />
          <NumberField
            at="/capacity"
            label={t("single.capacity")}
            suffix={t("seatsUnit")}
            faults={faults}
            value={capacity.value}
            onInput={into(capacity)}
          />
        </div>
        {failure.value !== null && Object.keys(faults).length === 0 && (
          <Failed failure={failure.value} />
        )}
        <div class="two-buttons">
          <Button tall onClick={onClose}>
            {word("dismiss")}
          </Button>
          <Button kind="primary" tall submit busy={busy.value}>
            {t("single.do")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
