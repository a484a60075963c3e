import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n";

const TOLD_MINUTES = [10, 5, 2, 1];

export function leftIn(seconds: number): string {
  const kept = Math.max(0, Math.floor(seconds));
  return `${Math.floor(kept / 60)}:${String(kept % 60).padStart(2, "0")}`;
}

/** How long the seats are still held; screen readers hear it now and then, not each second. */
export function Countdown({ until, onOver }: { until: string; onOver: () => void }) {
  const [now, setNow] = useState(Date.now());
  const left = (Date.parse(until) - now) / 1000;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const over = left <= 0;
  useEffect(() => {
    if (over) onOver();
  }, [over]);
  const minutes = TOLD_MINUTES.find((one) => left <= one * 60 && left > (one - 1) * 60);
  return (
    <div class="countdown">
      <span class="clock" aria-hidden="true">
        {t("booking.left", { time: leftIn(left) })}
      </span>
      <span class="sr" role="status">
        {minutes ? t("booking.left.spoken", { minutes }) : ""}
      </span>
    </div>
  );
}
