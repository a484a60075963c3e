import { useSignal } from "@preact/signals";
import "../sheets/sheets.css";
import "./experience.css";
import { eraseData, exportData, type PersonalData } from "../../api/guests";
import { t } from "../../i18n";
import type { KeptBooking } from "../../offline/db";
import { Button } from "../../ui/controls";
import { Callout, Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { ViewHead } from "../shell/ViewHead";
import { forgetBooking, keptBooking } from "../state/bookings";
import { openView } from "../state/route";

/** What is kept of the person behind a booking: to see, to take along, to have erased. */
export function PrivacyView({ id }: { id: string }) {
  const kept = keptBooking(id);
  return (
    <div class="stack">
      <div>
        <ViewHead title={t("privacy.title")} />
        <p class="note">{t("privacy.lead")}</p>
      </div>
      {kept ? <Mine kept={kept} /> : <Callout tone="plain">{t("booking.notFound")}</Callout>}
    </div>
  );
}

function download(data: PersonalData, code: string): void {
  const text = JSON.stringify(data, null, 2);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `yorimichi-${code}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function Mine({ kept }: { kept: KeptBooking }) {
  const data = useSignal<PersonalData | null>(null);
  const asked = useSignal(false);
  const busy = useSignal("");
  const failure = useSignal<unknown>(null);
  const run = (name: string, work: () => Promise<void>) => async () => {
    busy.value = name;
    failure.value = null;
    await work().catch((cause: unknown) => {
      failure.value = cause;
    });
    busy.value = "";
  };
  const see = run("see", async () => {
    data.value = await exportData(kept.id, kept.key);
  });
  const erase = run("erase", async () => {
    await eraseData(kept.id, kept.key);
    await forgetBooking(kept.id);
    say(t("privacy.erased"));
    openView("trips", undefined, true);
  });
  return (
    <>
      {failure.value !== null && <Failed failure={failure.value} />}
      <div class="row">
        <Button icon="search" busy={busy.value === "see"} onClick={() => void see()}>
          {t("privacy.see")}
        </Button>
        {data.value && (
          <Button
            icon="download"
            onClick={() => data.value && download(data.value, kept.booking.code)}
          >
            {t("privacy.download")}
          </Button>
        )}
      </div>
      {data.value && <Shown data={data.value} />}
      <section class="stack tight" aria-live="polite">
        <h3>{t("privacy.erase")}</h3>
        <p class="note">{t("privacy.erase.lead")}</p>
        {!asked.value && (
          <div>
            <Button
              kind="quiet"
              icon="trash"
              onClick={() => {
                asked.value = true;
              }}
            >
              {t("privacy.erase")}
            </Button>
          </div>
        )}
        {asked.value && (
          <div class="row">
            <Button kind="danger" busy={busy.value === "erase"} onClick={() => void erase()}>
              {t("privacy.erase.yes")}
            </Button>
            <Button
              onClick={() => {
                asked.value = false;
              }}
            >
              {t("booking.cancel.no")}
            </Button>
          </div>
        )}
      </section>
    </>
  );
}

/** Names of fields are those of the file: whoever reads one, reads the other. */
function Shown({ data }: { data: PersonalData }) {
  return (
    <div class="kept-data" aria-live="polite">
      {Object.entries(data).map(([kind, rows]) => (
        <details class="fold" key={kind} open={rows.length > 0}>
          <summary>
            {kind} ({rows.length})
          </summary>
          {rows.map((row, number) => (
            <dl class="exp-facts" key={String(row.id ?? number)}>
              {Object.entries(row)
                .filter(([, value]) => value !== null && value !== "")
                .map(([name, value]) => (
                  <div class="fact-line" key={name}>
                    <dt>{name}</dt>
                    <dd>{typeof value === "object" ? JSON.stringify(value) : String(value)}</dd>
                  </div>
                ))}
            </dl>
          ))}
        </details>
      ))}
    </div>
  );
}
