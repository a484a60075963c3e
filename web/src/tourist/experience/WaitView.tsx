import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import "../sheets/sheets.css";
import "./experience.css";
import { getPlace, joinLine, leaveLine } from "../../api/guests";
import { Problem } from "../../api/problem";
import type { WaitingPlace } from "../../api/types";
import { language, t } from "../../i18n";
import { Button, Stepper } from "../../ui/controls";
import { into } from "../../ui/into";
import { Bones, Callout, Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { useSending } from "../../ui/useSending";
import { ViewHead } from "../shell/ViewHead";
import { type Load, load } from "../state/load";
import { closeView, openView } from "../state/route";
import { forgetPlace, keepPlace, places } from "../state/waiting";
import { wishes } from "../state/wishes";
import { EmailField, emailFault } from "./EmailField";
import { addressOf, slotAddress } from "./fitting";
import { When } from "./When";

/** Be told by letter when a full slot has seats again. */
export function WaitView({ id }: { id: string }) {
  const email = useSignal("");
  const seats = useSignal(wishes.value.party);
  const fault = useSignal<string | undefined>(undefined);
  const { busy, failure, run } = useSending();
  const address = slotAddress(id);
  const join = async () => {
    fault.value = emailFault(email.value);
    if (fault.value || !address) return;
    await run(async () => {
      const joined = await joinLine(address.slotId, email.value, seats.value, language.value);
      const { id: entryId, key, slot_id: slotId } = joined;
      if (entryId && key) {
        await keepPlace({ slotId, entryId, key });
        openView("waiting", entryId, true);
      } else {
        closeView();
      }
      say(t("wait.joined"));
    });
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void join();
      }}
    >
      <div>
        <ViewHead title={t("wait.title")} />
        <p class="note">{t("wait.lead")}</p>
      </div>
      {!address && <Callout tone="plain">{t("exp.none")}</Callout>}
      <Stepper
        label={t("ask.party")}
        text={t("ask.party.count", { count: seats.value })}
        more={t("ask.party.more")}
        fewer={t("ask.party.fewer")}
        value={seats.value}
        least={1}
        most={50}
        onChange={into(seats)}
      />
      <EmailField value={email.value} fault={fault.value} onInput={into(email)} />
      {failure.value !== null && <Failed failure={failure.value} />}
      <Button kind="primary" wide tall submit busy={busy.value}>
        {t("wait.submit")}
      </Button>
    </form>
  );
}

/** One's place on a waiting list. */
export function WaitingView({ id }: { id: string }) {
  const kept = places.value.find((one) => one.entryId === id);
  const found = useSignal<Load<WaitingPlace>>({ state: "loading" });
  const ask = () => {
    if (kept) void load(found, () => getPlace(kept.slotId, id, kept.key));
  };
  useEffect(ask, [kept?.key]);
  const leave = async () => {
    if (!kept) return;
    try {
      await leaveLine(kept.slotId, id, kept.key);
    } catch (failure) {
      // A place that the server does not know is left already.
      if (!(failure instanceof Problem && failure.status === 404)) {
        found.value = { state: "failed", failure };
        return;
      }
    }
    await forgetPlace(id);
    say(t("wait.left"));
    closeView();
  };
  const shown = found.value;
  return (
    <div class="stack">
      <ViewHead title={t("wait.title")} />
      {!kept && <Callout tone="plain">{t("wait.unknown")}</Callout>}
      {kept && shown.state === "loading" && <Bones lines={3} />}
      {kept && shown.state === "failed" && <Failed failure={shown.failure} onRetry={ask} />}
      {kept && shown.state === "there" && <Place place={shown.value} />}
      {kept && (
        <div>
          <Button kind="quiet" onClick={() => void leave()}>
            {t("wait.leave")}
          </Button>
        </div>
      )}
    </div>
  );
}

function Place({ place }: { place: WaitingPlace }) {
  const { starts_at: begin, ends_at: end } = place;
  const slot = {
    id: place.slot_id,
    experience_id: place.experience_id,
    date: begin.slice(0, 10),
  };
  return (
    <>
      <When begin={begin} end={end} />
      <Callout tone={place.told_at ? "good" : "plain"} icon="clock">
        <strong>{place.told_at ? t("wait.told") : t("wait.ahead", { count: place.ahead })}</strong>
        <p>{t("wait.seats", { count: place.seats })}</p>
      </Callout>
      <Button kind="primary" icon="ticket" onClick={() => openView("book", addressOf(slot))}>
        {t("wait.book")}
      </Button>
      <Button onClick={() => openView("experience", place.experience_id)}>
        {t("wait.others")}
      </Button>
    </>
  );
}
