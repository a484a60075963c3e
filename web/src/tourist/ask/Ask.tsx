import { useEffect, useState } from "preact/hooks";
import "./ask.css";
import { language, t } from "../../i18n";
import { longDate } from "../../i18n/format";
import { todayIn } from "../../plan/wall";
import { faultsOf, MOST_DAYS, MOST_PEOPLE, requestOf, type Wishes } from "../../plan/wishes";
import { Button, Field, Segments, Stepper, Switch } from "../../ui/controls";
import { Bones, Failed } from "../../ui/pieces";
import { loaded } from "../state/load";
import { loadRegions, region, regionCode, regions } from "../state/places";
import { startPlanning } from "../state/planning";
import { wish, wishes } from "../state/wishes";
import { Depth } from "./Depth";
import { Ends } from "./Ends";
import { Likes } from "./Likes";

function useFirstRegion(): void {
  const list = loaded(regions);
  useEffect(() => {
    if (!list?.length) return;
    const known = list.some((one) => one.code === wishes.value.region);
    const code = known ? wishes.value.region : (list[0]?.code ?? "");
    if (!known) wish({ region: code });
    regionCode.value = code;
  }, [list]);
}

function RegionField() {
  const list = loaded(regions) ?? [];
  return (
    <label class="field">
      <span class="label">{t("ask.region")}</span>
      <select
        class="input big"
        value={wishes.value.region}
        onChange={(event) => {
          const code = event.currentTarget.value;
          wish({
            region: code,
            from: { kind: "centre", at: null, name: "" },
            to: { kind: "same", at: null, name: "" },
            likes: [],
          });
          regionCode.value = code;
        }}
      >
        {list.map((one) => (
          <option key={one.code} value={one.code}>
            {one.names[language.value] ?? one.name}
          </option>
        ))}
      </select>
    </label>
  );
}

function ModeField() {
  const { mode } = wishes.value;
  const network = region.value?.networks.find((one) => one.mode === mode);
  return (
    <div class="stack tight">
      <Segments
        legend={t("ask.mode")}
        name="mode"
        value={mode}
        choices={[
          { value: "walk", label: t("ask.mode.walk"), icon: "walk" },
          { value: "drive", label: t("ask.mode.drive"), icon: "car" },
        ]}
        onChange={(chosen) => wish({ mode: chosen })}
      />
      {network?.estimated && <p class="note">{t("ask.mode.estimated")}</p>}
    </div>
  );
}

function More() {
  const { pace, access, mode, park } = wishes.value;
  const paces = ["relaxed", "normal", "packed"] as const;
  const profiles = ["none", "wheelchair", "stroller", "slow_walker"] as const;
  return (
    <details class="more">
      <summary>{t("ask.more")}</summary>
      <div class="stack">
        <Segments
          legend={t("ask.pace")}
          name="pace"
          value={pace}
          choices={paces.map((value) => ({ value, label: t(`ask.pace.${value}`) }))}
          onChange={(chosen) => wish({ pace: chosen })}
        />
        <label class="field">
          <span class="label">{t("ask.access")}</span>
          <select
            class="input"
            value={access}
            onChange={(event) => wish({ access: event.currentTarget.value as typeof access })}
          >
            {profiles.map((value) => (
              <option key={value} value={value}>
                {t(`ask.access.${value}`)}
              </option>
            ))}
          </select>
        </label>
        {mode === "drive" && (
          <Switch label={t("ask.park")} checked={park} onChange={(on) => wish({ park: on })} />
        )}
      </div>
    </details>
  );
}

/** Says the day in words: browsers write dates in many orders, and without the weekday. */
function dateLabel(date: string): string {
  return date ? t("ask.date.of", { date: longDate(date) }) : t("ask.date");
}

function timeFaults(asked: Wishes, { startTime, endTime }: ReturnType<typeof faultsOf>) {
  return {
    from: startTime && t("ask.error.times"),
    to: endTime && t(asked.endTime ? "ask.error.order" : "ask.error.times"),
  };
}

/** Once the faults are drawn, the first of them has the focus. */
function focusFault(form: HTMLFormElement): void {
  requestAnimationFrame(() => form.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
}

function Form({ submit }: { submit: () => void }) {
  const [shown, setShown] = useState(false);
  const asked = wishes.value;
  const faults = shown ? faultsOf(asked) : {};
  return (
    <form
      class="ask-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setShown(true);
        if (Object.keys(faultsOf(wishes.value)).length === 0) submit();
        else focusFault(event.currentTarget);
      }}
    >
      <RegionField />
      <div class="card">
        <Field
          name="date"
          type="date"
          label={dateLabel(asked.date)}
          value={asked.date}
          min={todayIn(region.value?.time_zone)}
          fault={faults.date && t("ask.error.dates")}
          onInput={(date) => wish({ date })}
        />
        <Stepper
          label={t("ask.days")}
          text={t("ask.days.count", { count: asked.days })}
          more={t("ask.days.more")}
          fewer={t("ask.days.fewer")}
          value={asked.days}
          least={1}
          most={MOST_DAYS}
          onChange={(days) => wish({ days })}
        />
      </div>
      <Ends faults={timeFaults(asked, faults)} />
      <ModeField />
      <Likes />
      <Depth />
      <div class="card">
        <Stepper
          label={t("ask.party")}
          text={t("ask.party.count", { count: asked.party })}
          more={t("ask.party.more")}
          fewer={t("ask.party.fewer")}
          value={asked.party}
          least={1}
          most={MOST_PEOPLE}
          onChange={(party) => wish({ party })}
        />
        <Switch
          label={t("ask.lunch")}
          checked={asked.lunch}
          onChange={(lunch) => wish({ lunch })}
        />
        <Switch
          label={t("ask.experiences")}
          hint={t("ask.experiences.hint")}
          checked={asked.experiences}
          onChange={(experiences) => wish({ experiences })}
        />
      </div>
      <More />
      <div class="submit">
        <Button kind="primary" wide tall submit>
          {asked.days === 1 ? t("ask.submit") : t("ask.submit.days", { count: asked.days })}
        </Button>
      </div>
    </form>
  );
}

export function Ask() {
  useFirstRegion();
  const state = regions.value.state;
  const go = () => {
    if (region.value) void startPlanning(requestOf(wishes.value, region.value));
  };
  return (
    <div class="ask">
      <header class="hero">
        <h1>{t("app.tagline")}</h1>
        <p class="lead">{t("app.lead")}</p>
      </header>
      {state === "failed" && (
        <Failed
          title={t("ask.regions.failed")}
          failure={regions.value.failure}
          onRetry={loadRegions}
        />
      )}
      {state !== "failed" && (region.value ? <Form submit={go} /> : <Bones lines={5} tall />)}
    </div>
  );
}
