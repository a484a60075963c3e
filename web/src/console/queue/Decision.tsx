import { useSignal } from "@preact/signals";
import { FormFailed } from "../../staff/FormFailed";
import { faultsOf } from "../../staff/faults";
import { TextArea, TextField } from "../../staff/form";
import { type Versioned, versionedCall } from "../../staff/staffCall";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { say } from "../../ui/toasts";
import { zoneHere } from "../pieces/here";
import { endIn } from "../pieces/zone";
import { type Experience, stepsOf } from "./model";
import { t } from "./words";

interface DecisionProps {
  seen: Versioned<Experience>;
  onDone: (after: Versioned<Experience>) => void;
  onReload: () => void;
}

type Step = "publish" | "return" | "suspend";
const TOLD = { publish: "x.published", return: "x.returned", suspend: "x.suspended" } as const;
const PUBLISH = { in_review: "x.publish", published: "x.renew", suspended: "x.lift" } as const;

/** Publish, return or suspend an experience, as the association that was asked. */
export function Decision({ seen, onDone, onReload }: DecisionProps) {
  const until = useSignal("");
  const remark = useSignal("");
  const busy = useSignal<Step | null>(null);
  const failure = useSignal<unknown>(null);
  const { value: experience, etag } = seen;
  const steps = stepsOf(experience.status);
  const faults = faultsOf(failure.value);
  const take = async (step: Step) => {
    if (busy.value) return;
    busy.value = step;
    failure.value = null;
    try {
      const end = until.value ? { vouched_until: endIn(zoneHere(), until.value) } : {};
      const body = step === "publish" ? end : { remark: remark.value.trim() };
      const path = `/v1/experiences/${experience.id}/${step}`;
      onDone(await versionedCall<Experience>(path, { method: "POST", body, match: etag }));
      say(t(TOLD[step], { title: experience.title }));
    } catch (reason) {
      failure.value = reason;
    } finally {
      busy.value = null;
    }
  };
  if (!steps.publish) return null;
  return (
    <section class="card" aria-labelledby="decide">
      <h2 id="decide">{t("x.decide")}</h2>
      {experience.keeping?.review_remark && (
        <p class="note">{t("x.remark.last", { remark: experience.keeping.review_remark })}</p>
      )}
      <FormFailed
        failure={failure.value}
        faults={faults}
        labels={{ "/remark": t("x.remark"), "/vouched_until": t("x.until.field") }}
        onReload={onReload}
      />
      <div class="row bottom">
        <TextField
          at="/vouched_until"
          type="date"
          label={t("x.until.field")}
          hint={t("x.until.hint")}
          value={until.value}
          faults={faults}
          onInput={into(until)}
        />
        <Button
          kind="primary"
          icon="check"
          busy={busy.value === "publish"}
          onClick={() => void take("publish")}
        >
          {t(PUBLISH[experience.status as keyof typeof PUBLISH] ?? "x.publish")}
        </Button>
      </div>
      {(steps.sendBack || steps.suspend) && (
        <>
          <TextArea
            at="/remark"
            label={t("x.remark")}
            hint={t("x.remark.hint")}
            rows={3}
            value={remark.value}
            faults={faults}
            onInput={into(remark)}
          />
          <div class="row">
            {steps.sendBack && (
              <Button
                icon="undo"
                busy={busy.value === "return"}
                onClick={() => void take("return")}
              >
                {t("x.return")}
              </Button>
            )}
            {steps.suspend && (
              <Button
                kind="danger"
                busy={busy.value === "suspend"}
                onClick={() => void take("suspend")}
              >
                {t("x.suspend")}
              </Button>
            )}
            {steps.suspend && <span class="note">{t("x.suspend.lead")}</span>}
          </div>
        </>
      )}
    </section>
  );
}
