import "../pieces/pieces.css";
import "./insights.css";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { fullDate } from "../../i18n/format";
import { Page } from "../../staff/Page";
import { nameOf, region } from "../../staff/session";
import { useLoader, WithLoaded } from "../../staff/states";
import { Button, Segments } from "../../ui/controls";
import { writeCsv } from "../imports/csv";
import { saveFile } from "../imports/download";
import { Cards } from "./Cards";
import {
  BookingsFigure,
  IdeasFigure,
  LanguagesFigure,
  PlansFigure,
  SpotsFigure,
  VisitsFigure,
} from "./Figures";
import { LENGTHS, type Length } from "./figures";
import { everything } from "./load";
import { sheetOf } from "./sheet";
import { t } from "./words";

/** What people plan, book and look for in vain. */
export default function Insights() {
  const where = region.value;
  if (!where)
    return (
      <Page title={t("title")} lead={t("noRegion")}>
        {null}
      </Page>
    );
  return <Period code={where.code} name={nameOf(where.names)} />;
}

function Period({ code, name }: { code: string; name: string }) {
  const months = useSignal<Length>(6);
  const found = useLoader(async () => {
    const length = months.value;
    return { all: await everything(code, length), length };
  });
  useEffect(openForPrint, []);
  const there = found.value.value;
  const save = () => {
    if (!there) return;
    const text = writeCsv(sheetOf(there.all, there.length));
    const file = t("csv.name", { region: code, months: there.length });
    saveFile(new Blob([text], { type: "text/csv" }), file);
  };
  return (
    <Page
      title={t("title")}
      lead={t("lead", { region: name })}
      actions={
        <>
          <Button icon="print" onClick={() => print()}>
            {t("print")}
          </Button>
          <Button icon="download" onClick={save}>
            {t("csv")}
          </Button>
        </>
      }
    >
      <div class="period">
        <Segments
          legend={t("period")}
          name="months"
          value={String(months.value)}
          choices={LENGTHS.map((length) => ({
            value: String(length),
            label: t(`period.${length}`),
          }))}
          onChange={(value) => {
            months.value = Number(value) as Length;
          }}
        />
        <p class="note">{t("period.note")}</p>
      </div>
      <WithLoaded from={found} lines={8}>
        {({ all, length }) => {
          const given = { all, months: length };
          return (
            <div class="stack">
              <p>
                <strong>
                  {t("period.dates", {
                    from: fullDate(all.recent.first_date),
                    until: fullDate(all.recent.last_date),
                  })}
                </strong>
              </p>
              <Cards {...given} />
              <div class="figures">
                <PlansFigure {...given} />
                <VisitsFigure {...given} />
                <SpotsFigure {...given} />
                <BookingsFigure {...given} />
                <IdeasFigure {...given} />
                <LanguagesFigure {...given} />
              </div>
            </div>
          );
        }}
      </WithLoaded>
    </Page>
  );
}

/** On paper nothing can be unfolded: the tables are open there. */
function openForPrint(): () => void {
  const open = () => {
    for (const fold of document.querySelectorAll<HTMLDetailsElement>(".figure details"))
      fold.open = true;
  };
  addEventListener("beforeprint", open);
  return () => removeEventListener("beforeprint", open);
}
