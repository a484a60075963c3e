import { signal } from "@preact/signals";
import { t } from "../i18n";
import { IconButton } from "./controls";

interface Toast {
  number: number;
  text: string;
  actions: { label: string; run: () => void }[];
}

const SHOWN_MS = 8000;
const toasts = signal<Toast[]>([]);
let count = 0;

function dismiss(number: number): void {
  toasts.value = toasts.value.filter((toast) => toast.number !== number);
}

/** Say something in passing, to eyes and to screen readers, with what can be done about it. */
export function say(text: string, ...actions: Toast["actions"]): void {
  count += 1;
  const number = count;
  toasts.value = [{ number, text, actions }];
  setTimeout(() => dismiss(number), SHOWN_MS);
}

export function Toasts() {
  return (
    <div class="toasts" aria-live="polite">
      {toasts.value.map((toast) => (
        <div class="toast" key={toast.number}>
          <span>{toast.text}</span>
          {toast.actions.map((action) => (
            <button
              type="button"
              class="button"
              key={action.label}
              onClick={() => {
                action.run();
                dismiss(toast.number);
              }}
            >
              {action.label}
            </button>
          ))}
          <IconButton icon="close" label={t("app.close")} onClick={() => dismiss(toast.number)} />
        </div>
      ))}
    </div>
  );
}
