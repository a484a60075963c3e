import { useSignal } from "@preact/signals";
import { languageName } from "../../i18n/format";
import { Link } from "../../staff/Link";
import { hrefOf } from "../../staff/route";
import { may, nameOf } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { ChangeFailed } from "../../staff/states";
import { dayAndTime } from "../../staff/when";
import { Button } from "../../ui/controls";
import { Tag } from "../../ui/pieces";
import { ReturnDialog } from "../pieces/ReturnDialog";
import { type Entry, tagOf } from "./model";
import { Reports } from "./Reports";
import { type Key, t } from "./words";

interface SpotCardProps {
  entry: Entry;
  onSettled: (entry: Entry, told: string) => void;
  onReload: () => void;
}

type Step = "verify" | "publish";

export function SpotCard({ entry, onSettled, onReload }: SpotCardProps) {
  const busy = useSignal<Step | null>(null);
  const failure = useSignal<unknown>(null);
  const opened = useSignal(false);
  const returning = useSignal(false);
  const name = nameOf(entry.names);
  const take = async (step: Step) => {
    if (busy.value) return;
    busy.value = step;
    failure.value = null;
    try {
      const options = { method: "POST", match: tagOf(entry.version) } as const;
      await staffCall(`/v1/spots/${entry.spot_id}/${step}`, options);
      onSettled(entry, t(`${step}.done`, { name }));
    } catch (reason) {
      failure.value = reason;
    } finally {
      busy.value = null;
    }
  };
  const giveBack = async (remark: string): Promise<boolean> => {
    const options = { method: "POST", body: { remark }, match: tagOf(entry.version) } as const;
    await staffCall(`/v1/spots/${entry.spot_id}/return`, options);
    onSettled(entry, t("return.done", { name }));
    return true;
  };
  const has = (reason: Entry["why"][number]) => entry.why.includes(reason);
  return (
    <li class="todo">
      <h3 id={`todo-${entry.spot_id}`} tabIndex={-1}>
        {name}
      </h3>
      <Facts entry={entry} />
      {failure.value !== null && <ChangeFailed failure={failure.value} onReload={onReload} />}
      <div class="row">
        {has("reports") && (
          <Button
            icon={opened.value ? "up" : "down"}
            onClick={() => {
              opened.value = !opened.value;
            }}
          >
            {opened.value ? t("report.shut") : t("report.open")}
          </Button>
        )}
        {may("owner", "editor") && (has("overdue") || has("reports")) && (
          <StepButton
            step="verify"
            icon="check"
            isMain={!has("reports")}
            busy={busy.value}
            onTake={take}
          />
        )}
        {has("in_review") && may("owner") && (
          <>
            <StepButton step="publish" icon="eye" isMain busy={busy.value} onTake={take} />
            <Button
              icon="undo"
              onClick={() => {
                returning.value = true;
              }}
            >
              {t("return")}
            </Button>
          </>
        )}
        <Link class="button quiet" href={hrefOf("spots", entry.spot_id)}>
          {t("edit")}
          <span class="sr">{name}</span>
        </Link>
      </div>
      {has("in_review") && !may("owner") && <p class="note">{t("owners")}</p>}
      {returning.value && (
        <ReturnDialog
          name={name}
          onReturn={giveBack}
          onClose={() => {
            returning.value = false;
          }}
          onReload={onReload}
        />
      )}
      {opened.value && (
        <Reports
          spotId={entry.spot_id}
          onAllSettled={() => onSettled(entry, t("report.settled"))}
        />
      )}
    </li>
  );
}

interface StepButtonProps {
  step: Step;
  isMain?: boolean;
  icon: "check" | "eye";
  busy: Step | null;
  onTake: (step: Step) => Promise<void>;
}

function StepButton({ step, icon, isMain = false, busy, onTake }: StepButtonProps) {
  return (
    <Button
      kind={isMain ? "primary" : "plain"}
      icon={icon}
      busy={busy === step}
      onClick={() => void onTake(step)}
    >
      {t(step)}
    </Button>
  );
}

function Facts({ entry }: { entry: Entry }) {
  const { reports } = entry;
  const languages = entry.stale_translations.map(languageName).join(", ");
  return (
    <div class="todo-facts">
      {reports && (
        <div class="tags">
          {Object.entries(reports.kinds).map(([kind, count]) => (
            <Tag key={kind} tone="kaki" icon="alert">
              {t("kind.people", { kind: t(`kind.${kind}` as Key), count })}
            </Tag>
          ))}
        </div>
      )}
      {reports?.latest_remark && (
        <blockquote>
          {reports.latest_remark}
          <footer class="note">
            {t("report.latest", { at: dayAndTime(reports.latest_remark_at ?? "") })}
          </footer>
        </blockquote>
      )}
      {entry.why.includes("overdue") && (
        <p class="note">
          {entry.verified_at
            ? t("verified", { at: dayAndTime(entry.verified_at) })
            : t("verified.never")}
        </p>
      )}
      {entry.why.includes("translations") && <p class="note">{t("translations", { languages })}</p>}
    </div>
  );
}
