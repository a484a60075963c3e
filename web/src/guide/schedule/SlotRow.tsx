import { clock } from "../../i18n/format";
import { Tag } from "../../ui/pieces";
import type { Slot } from "../types";
import { type SlotState, stateOf, takenOf } from "./slots";
import { t } from "./words";

const TONES: Record<SlotState, string> = {
  open: "leaf",
  full: "ai",
  unpublished: "",
  closed: "gold",
  cancelled: "kaki",
  past: "",
};

export function SlotTag({ slot }: { slot: Slot }) {
  const state = stateOf(slot, new Date());
  return <Tag tone={TONES[state]}>{t(`state.${state}`)}</Tag>;
}

interface SlotRowProps {
  slot: Slot;
  title: string;
  onOpen: () => void;
}

export function SlotRow({ slot, title, onOpen }: SlotRowProps) {
  return (
    <li>
      <button type="button" class="card slot-row" onClick={onOpen}>
        <span class="clock gathering-time">{clock(slot.starts_at)}</span>
        <span class="slot-what">
          <strong>{title}</strong>
          <span class="clock">{t("seats", { taken: takenOf(slot), capacity: slot.capacity })}</span>
        </span>
        <SlotTag slot={slot} />
      </button>
    </li>
  );
}
