import { useSignal } from "@preact/signals";
import { t } from "../i18n";

/** So much is a few lines on a phone; letters of Japanese and Chinese are twice as wide. */
const SHORT = 460;
const WIDE = /[\u3000-\u9fff\uac00-\ud7af\uff00-\uffef]/g;

export function isLong(text: string): boolean {
  return text.length + (text.match(WIDE)?.length ?? 0) > SHORT;
}

/** Words of people. Of many only the beginning is shown at first, so that facts are not far below. */
export function LongText({ text }: { text: string | null | undefined }) {
  const open = useSignal(false);
  if (!text) return null;
  if (!isLong(text)) return <p class="prose">{text}</p>;
  return (
    <div>
      <p class={open.value ? "prose" : "prose cut"}>{text}</p>
      <button
        type="button"
        class="text-link"
        aria-expanded={open.value}
        onClick={() => {
          open.value = !open.value;
        }}
      >
        {t(open.value ? "app.readLess" : "app.readMore")}
      </button>
    </div>
  );
}
