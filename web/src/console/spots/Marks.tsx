import { useSignal } from "@preact/signals";
import { todayIn } from "../../plan/wall";
import { confirmed, Dialog } from "../../staff/Dialog";
import { useSubmit } from "../../staff/entry/useSubmit";
import { FormFailed } from "../../staff/FormFailed";
import { Select, TextArea, TextField } from "../../staff/form";
import { may, ofOrganisation } from "../../staff/session";
import { allPages, staffCall } from "../../staff/staffCall";
import { useLoader, WithLoaded } from "../../staff/states";
import { day } from "../../staff/when";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { zoneHere } from "../pieces/here";
import { endIn, yearAfter } from "../pieces/zone";
import type { Mark } from "./model";
import { type Key, t } from "./words";

const SCOPES = ["facts", "hours", "accessibility", "safety", "quality"] as const;

interface MarkPage {
  marks: Mark[];
  links: Record<string, string>;
}

/** What the organisation vouches for at one spot. */
export function Marks({ spotId, isPublic }: { spotId: string; isPublic: boolean }) {
  const granting = useSignal(false);
  const failure = useSignal<unknown>(null);
  const found = useLoader(async () => {
    const first = `${ofOrganisation("/marks")}?state=live&limit=100`;
    const pages = await allPages<MarkPage>(first, 10);
    return pages.flatMap((page) => page.marks).filter((mark) => mark.spot_id === spotId);
  });
  const revoke = async (mark: Mark) => {
    const question = { title: t("marks.revoke.sure"), yes: t("marks.revoke"), danger: true };
    if (!(await confirmed(question))) return;
    failure.value = null;
    try {
      await staffCall(ofOrganisation(`/marks/${mark.id}/revoke`), { method: "POST" });
      say(t("marks.revoked"));
      found.reload();
    } catch (reason) {
      failure.value = reason;
    }
  };
  return (
    <div class="stack">
      <p class="note">{t("marks.lead")}</p>
      {failure.value !== null && <Failed failure={failure.value} />}
      <WithLoaded from={found} lines={1}>
        {(marks) =>
          marks.length === 0 ? (
            <p class="note">{t("marks.none")}</p>
          ) : (
            <ul class="stack">
              {marks.map((mark) => (
                <li key={mark.id} class="row">
                  <span>
                    <strong>{t(`scope.${mark.scope}` as Key)}</strong>{" "}
                    {t("marks.until.of", { at: day(mark.expires_at) })}
                    <span class="note block">{mark.evidence}</span>
                  </span>
                  {may("owner", "editor") && (
                    <Button kind="quiet" onClick={() => void revoke(mark)}>
                      {t("marks.revoke")}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </WithLoaded>
      {may("owner") && (
        <div>
          {isPublic ? (
            <Button
              icon="plus"
              onClick={() => {
                granting.value = true;
              }}
            >
              {t("marks.grant")}
            </Button>
          ) : (
            <p class="note">{t("marks.later")}</p>
          )}
        </div>
      )}
      {granting.value && (
        <GrantMark
          spotId={spotId}
          onClose={() => {
            granting.value = false;
          }}
          onDone={() => {
            granting.value = false;
            say(t("marks.granted"));
            found.reload();
          }}
        />
      )}
    </div>
  );
}

interface GrantMarkProps {
  spotId: string;
  onClose: () => void;
  onDone: () => void;
}

const inAYear = () => yearAfter(todayIn(zoneHere()));

function GrantMark({ spotId, onClose, onDone }: GrantMarkProps) {
  const scope = useSignal<string>("facts");
  const evidence = useSignal("");
  const until = useSignal(inAYear());
  const { busy, failure, submit, faults } = useSubmit(async () => {
    const body = {
      spot_id: spotId,
      scope: scope.value,
      evidence: evidence.value.trim(),
      expires_at: until.value ? endIn(zoneHere(), until.value) : "",
    };
    await staffCall(ofOrganisation("/marks"), { method: "POST", body });
    onDone();
  });
  const common = { faults, prefix: "mark" };
  return (
    <Dialog title={t("marks.grant")} onClose={onClose}>
      <FormFailed
        {...common}
        failure={failure.value}
        labels={{
          "/scope": t("marks.scope"),
          "/evidence": t("marks.evidence"),
          "/expires_at": t("marks.until"),
        }}
      />
      <Select
        {...common}
        at="/scope"
        label={t("marks.scope")}
        value={scope.value}
        options={SCOPES.map((value) => ({ value, label: t(`scope.${value}`) }))}
        onChange={into(scope)}
      />
      <TextArea
        {...common}
        at="/evidence"
        label={t("marks.evidence")}
        hint={t("marks.evidence.hint")}
        rows={3}
        value={evidence.value}
        onInput={into(evidence)}
        required
      />
      <TextField
        {...common}
        at="/expires_at"
        label={t("marks.until")}
        type="date"
        value={until.value}
        onInput={into(until)}
        required
      />
      <div class="row end">
        <Button kind="primary" busy={busy.value} onClick={() => void submit()}>
          {t("marks.grant")}
        </Button>
      </div>
    </Dialog>
  );
}
