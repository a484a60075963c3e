import { useEffect, useState } from "preact/hooks";
import { type Key, t } from "../../i18n";
import { Button } from "../../ui/controls";
import { Failed } from "../../ui/pieces";
import { planAgain, planning, planningFailure, stopPlanning } from "../state/planning";

const STEP_MS = 1400;
const STEPS = 4;

/** The button that was pressed is gone: go on at the plan, or at the form where none was made. */
function focusResult(): void {
  const [plan, form] = [".plan-head h1", ".ask-form .submit button"];
  const target = document.querySelector<HTMLElement>(plan) ?? document.querySelector(form);
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
}

/** The wait for a plan: a path that grows, and what is being done. */
export function Planning() {
  const [step, setStep] = useState(1);
  useEffect(() => {
    const timer = setInterval(() => setStep((now) => Math.min(now + 1, STEPS)), STEP_MS);
    return () => {
      clearInterval(timer);
      requestAnimationFrame(focusResult);
    };
  }, []);
  if (planning.value === "failed") return <PlanningFailed />;
  return (
    <div class="planning" role="status">
      <svg viewBox="0 0 240 120" aria-hidden="true">
        <path class="way" d="M20 100c40-4 40-44 76-50s52 34 84 18 28-44 42-52" />
        <circle cx="20" cy="100" r="6" />
        <circle class="stop one" cx="96" cy="50" r="7" />
        <circle class="stop two" cx="180" cy="68" r="7" />
        <circle class="stop three" cx="222" cy="16" r="7" />
      </svg>
      <h2>{t("planning.title")}</h2>
      <p class="note">{t(`planning.${step}` as Key)}</p>
      <Button kind="quiet" onClick={stopPlanning}>
        {t("planning.cancel")}
      </Button>
    </div>
  );
}

function PlanningFailed() {
  return (
    <div class="stack">
      <Failed title={t("planning.failed")} failure={planningFailure.value} onRetry={planAgain} />
      <Button kind="primary" wide onClick={stopPlanning}>
        {t("planning.edit")}
      </Button>
    </div>
  );
}
