/** Where a spot stands, and the steps that are open to it. */
import { useSignal } from "@preact/signals";
import { confirmed } from "../../staff/Dialog";
import { may, nameOf } from "../../staff/session";
import { dayAndTime } from "../../staff/when";
import { Button } from "../../ui/controls";
import type { IconName } from "../../ui/Icon";
import { ReturnDialog } from "../pieces/ReturnDialog";
import { Standing } from "./ListPage";
import { type KeptSpot, type Step, stepsOf } from "./model";
import { t } from "./words";

interface SideProps {
  spot: KeptSpot;
  busy: boolean;
  /** Gives what came in between, or null where it is done. */
  onStep: (step: Step) => Promise<boolean>;
  onReturn: (remark: string) => Promise<boolean>;
  onRemove: () => Promise<void>;
  onReload: () => void;
}

const ICONS: Record<Step, IconName> = {
  submit: "share",
  publish: "eye",
  return: "undo",
  withdraw: "away",
  verify: "check",
};

export function Side({ spot, busy, onStep, onReturn, onRemove, onReload }: SideProps) {
  const returning = useSignal(false);
  const isOwner = may("owner");
  const steps = may("owner", "editor") ? stepsOf(spot.status, isOwner) : [];
  const take = async (step: Step) => {
    const sure = {
      title: t("sure.withdraw"),
      lead: t("sure.withdraw.lead"),
      yes: t("step.withdraw"),
    };
    if (step === "return") {
      returning.value = true;
      return;
    }
    if (step === "withdraw" && !(await confirmed(sure))) return;
    await onStep(step);
  };
  const remove = async () => {
    const name = nameOf(spot.names);
    const title = t("sure.delete", { name });
    const lead = t("sure.delete.lead");
    if (await confirmed({ title, lead, yes: t("step.delete"), danger: true })) await onRemove();
  };
  return (
    <aside class="side card" aria-labelledby="section-standing">
      <h2 id="section-standing">{t("section.standing")}</h2>
      <div class="tags" role="status">
        <Standing status={spot.status} />
      </div>
      <p class="note">
        {t("updated", { at: dayAndTime(spot.updated_at) })}
        <br />
        {spot.verified_at
          ? t("verified", { at: dayAndTime(spot.verified_at) })
          : t("verified.never")}
      </p>
      <div class="row">
        {steps.map((step) => (
          <Button
            key={step}
            kind={step === "publish" || step === "submit" ? "primary" : "plain"}
            icon={ICONS[step]}
            busy={busy}
            onClick={() => void take(step)}
          >
            {t(`step.${step}`)}
          </Button>
        ))}
        {isOwner && (
          <Button kind="danger" icon="trash" busy={busy} onClick={() => void remove()}>
            {t("step.delete")}
          </Button>
        )}
      </div>
      {returning.value && (
        <ReturnDialog
          name={nameOf(spot.names)}
          onReturn={onReturn}
          onClose={() => {
            returning.value = false;
          }}
          onReload={onReload}
        />
      )}
      {!isOwner && spot.status === "in_review" && <p class="note">{t("owners")}</p>}
      {spot.status === "published" && (
        <a
          class="button quiet"
          href={`/?v=spot&id=${encodeURIComponent(spot.id)}`}
          target="_blank"
          rel="noreferrer"
        >
          {t("public")}
        </a>
      )}
    </aside>
  );
}
