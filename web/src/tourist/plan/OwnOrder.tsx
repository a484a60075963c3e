import { t } from "../../i18n";
import { asAgreed, canBeAgreed } from "../../plan/anew";
import { Button } from "../../ui/controls";
import { Icon } from "../../ui/Icon";
import { told } from "../../ui/pieces";
import { check, checkFailure, checking, recheck } from "../state/check";
import { loaded } from "../state/load";
import { startPlanning } from "../state/planning";
import { itinerary, order, putOrder, request } from "../state/trip";

/** The state of the tourist's own order: does it work, and what can become of it. */
export function OwnOrder() {
  return <div aria-live="polite">{order.value && <Verdict />}</div>;
}

function said(): { tone: string; icon: "check" | "alert" | "away" | "clock"; text: string } {
  if (checking.value === "busy") return { tone: "plain", icon: "clock", text: t("edit.checking") };
  if (checking.value === "waiting") return { tone: "", icon: "away", text: t("edit.waiting") };
  if (checking.value === "failed")
    return { tone: "bad", icon: "alert", text: told(checkFailure.value) };
  const count = check.value?.violations.length ?? 0;
  if (count > 0) return { tone: "bad", icon: "alert", text: t("edit.broken", { count }) };
  return { tone: "good", icon: "check", text: t("edit.ok") };
}

function Verdict() {
  const { tone, icon, text } = said();
  return (
    <div class={`callout own-order ${tone}`}>
      {checking.value === "busy" ? <span class="spinner" /> : <Icon name={icon} />}
      <div class="grow">
        <p>
          <strong>{text}</strong>
        </p>
        <div class="row">
          {checking.value === "failed" && (
            <Button icon="refresh" onClick={() => order.value && void recheck(order.value)}>
              {t("app.retry")}
            </Button>
          )}
          <Keep />
          <Button kind="quiet" onClick={() => putOrder(null)}>
            {t("edit.reset")}
          </Button>
        </div>
      </div>
    </div>
  );
}

function Keep() {
  const plan = loaded(itinerary);
  const own = order.value;
  const judged = check.value;
  if (!plan || !own || !judged?.ok || !canBeAgreed(own)) return null;
  const keep = () => void startPlanning(asAgreed(plan, own, request.value, judged));
  return (
    <span title={t("edit.keep.hint")}>
      <Button icon="share" onClick={keep}>
        {t("edit.keep")}
      </Button>
    </span>
  );
}
