import { useEffect, useRef } from "preact/hooks";
import { Progress } from "../../staff/states";
import { Button } from "../../ui/controls";
import { Icon } from "../../ui/Icon";
import { Failed } from "../../ui/pieces";
import { Corrections } from "./Corrections";
import { FormulaHelp } from "./FormulaHelp";
import { Headings } from "./Headings";
import { Rows } from "./Rows";
import type { Report } from "./report";
import { failure, isOfHeadings, refusals, stop, work } from "./sending";
import { list, report } from "./state";
import { Take } from "./Take";
import { t } from "./words";
import { YearHelp } from "./YearHelp";

/** How far the work is, with a way to end it; what is being saved is not to be stopped. */
export function Working() {
  const now = work.value;
  if (!now) return null;
  return (
    <div class="card">
      <Progress label={t(`progress.${now.what}`)} share={now.share} />
      {(now.what === "send" || now.what === "check") && (
        <div class="row end">
          <Button onClick={stop}>{t("stop")}</Button>
        </div>
      )}
    </div>
  );
}

export function Refusal() {
  const reason = failure.value;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.scrollIntoView({ block: "nearest" }), [reason]);
  if (!reason) return null;
  return (
    <>
      <div ref={box}>{refusalOf(reason)}</div>
      {isOfHeadings(reason) && <Headings />}
    </>
  );
}

function refusalOf(reason: unknown) {
  const said = refusals(reason);
  if (said.length === 0) return <Failed failure={reason} />;
  return (
    <div class="callout bad" role="alert">
      <Icon name="alert" />
      <div class="grow">
        <strong>{t("file.refused")}</strong>
        <ul class="faults">
          {said.slice(0, 20).map((one) => (
            <li key={`${one.row} ${one.column} ${one.code}`}>
              {one.row > 0 && `${t("row.at", { row: one.row })}　`}
              {one.message}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

export function Result() {
  const said = report.value;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: "start" });
  }, [said]);
  if (!said) return null;
  return (
    <section class="card import-result" aria-labelledby="imports-result">
      <h2 id="imports-result" tabIndex={-1} ref={heading}>
        {t("result.title")}
      </h2>
      <p role="status">{verdict(said)}</p>
      <Counts said={said} />
      <About />
      <Take said={said} />
      <YearHelp />
      <FormulaHelp />
      <Rows />
      <Corrections />
    </section>
  );
}

function verdict({ rows_read: rows, rejected, accepted }: Report): string {
  if (accepted === 0) return t("result.none");
  return rejected === 0 ? t("result.ready", { rows }) : t("result.faults", { rows, rejected });
}

export function Counts({ said }: { said: Report }) {
  const all = [
    ["created", said.created],
    ["updated", said.updated],
    ["unchanged", said.unchanged],
    ["rejected", said.rejected],
    ["removed", said.removed],
    ["repairs", said.repair_count],
    ["remarks", said.remark_count],
  ] as const;
  return (
    <dl class="counts">
      {all
        .filter(([name, count]) => count > 0 || name === "created" || name === "updated")
        .map(([name, count]) => (
          <div key={name} class={name}>
            <dt>{t(`count.${name}`)}</dt>
            <dd class="clock">{count.toLocaleString()}</dd>
          </div>
        ))}
    </dl>
  );
}

export function About() {
  const about = list.value?.about ?? [];
  const said = report.value;
  const isCut =
    said &&
    [said.error_count, said.remark_count, said.repair_count].some((count) => count > 10_000);
  if (about.length === 0 && !isCut) return null;
  return (
    <details class="fold">
      <summary>
        {t("file.about")} <span class="clock">{about.length}</span>
      </summary>
      <ul class="faults">
        {isCut && <li>{t("told.cut")}</li>}
        {about.map((one) => (
          <li key={`${one.heading} ${one.code}`}>
            {one.heading && <strong>{one.heading}　</strong>}
            {one.message}
          </li>
        ))}
      </ul>
    </details>
  );
}
