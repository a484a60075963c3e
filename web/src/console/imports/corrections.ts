/** Cells that the officer put right, and which of them the last check knew. */
import { computed, signal } from "@preact/signals";
import { keepEdits, keptEdits } from "./keptEdits";
import { cellKey, type Edits } from "./sheet";

export const edits = signal<Edits>(new Map());
/** How many of them are from before the tab was closed. */
export const restored = signal(0);
/** The edits that the last check knew of. */
const checkedEdits = signal<Edits>(edits.value);
/** Under which they are kept in this browser. */
let listName: string | null = null;

export const isStale = computed(() => edits.value !== checkedEdits.value);

/** Whether the last check knew what the cell says now. */
export function isChecked(row: number, column: number): boolean {
  const at = cellKey(row, column);
  return checkedEdits.value.get(at) === edits.value.get(at);
}

export function markChecked(sent: Edits): void {
  checkedEdits.value = sent;
}

export function correctAll(after: Edits): void {
  edits.value = after;
  keepEdits(listName, after);
}

/** Another list is looked at; what is kept of the one before stays. */
export function dropEdits(): void {
  edits.value = new Map();
  checkedEdits.value = edits.value;
  restored.value = 0;
  listName = null;
}

/** From now on the list has this name: what was corrected in it before is in place again. */
export function goOnWith(name: string | null): void {
  listName = name;
  const before = keptEdits(name);
  if (!before || edits.value.size > 0) return;
  edits.value = before;
  restored.value = before.size;
}

export function discardEdits(): void {
  correctAll(new Map());
  restored.value = 0;
  if (checkedEdits.value.size === 0) checkedEdits.value = edits.value;
}
