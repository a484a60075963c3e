import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Icon } from "../../ui/Icon";
import { wallClock } from "./say";
import { t } from "./words";

/** The present moment, told anew every half minute, so that times left stay true. */
export function useNow(): Date {
  const now = useSignal(new Date());
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = new Date();
    }, 30_000);
    return () => clearInterval(timer);
  }, []);
  return now.value;
}

/** Says of what moment the screen is, where it could not be asked for anew. */
export function KeptNote({ at }: { at: string | null }) {
  if (!at) return null;
  return (
    <p class="kept-note" role="status">
      <Icon name="away" small />
      {t("keptAt", { time: wallClock(at) })}
    </p>
  );
}
