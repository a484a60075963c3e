import { useSignal } from "@preact/signals";
import { copyText } from "../../browser/copyText";
import { confirmed } from "../../staff/Dialog";
import { Select } from "../../staff/form";
import { may, nameOf, ofOrganisation, organisation, region } from "../../staff/session";
import { staffCall, staffSend } from "../../staff/staffCall";
import { Button, IconButton } from "../../ui/controls";
import { into } from "../../ui/into";
import { Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { saveFile } from "./download";
import { t } from "./words";

/** Lists going out: as files, as addresses; and layers that are to go. */
export function Exports() {
  return (
    <>
      <Files />
      <OpenData />
      {may("owner") && <Layers />}
    </>
  );
}

function Files() {
  const layout = useSignal("standard");
  const encoding = useSignal("utf-8");
  const busy = useSignal("");
  const failure = useSignal<unknown>(null);
  const save = async (what: "spots" | "events") => {
    busy.value = what;
    failure.value = null;
    try {
      const query = { layout: layout.value, encoding: encoding.value };
      const answer = await staffSend(ofOrganisation(`/exports/${what}.csv`), { query });
      saveFile(await answer.blob(), `${what}.csv`);
    } catch (reason) {
      failure.value = reason;
    } finally {
      busy.value = "";
    }
  };
  return (
    <section class="card" aria-labelledby="export-title">
      <h2 id="export-title">{t("export.title")}</h2>
      <p class="note">{t("export.lead")}</p>
      <div class="columns">
        <Select
          at="/layout"
          label={t("export.layout")}
          value={layout.value}
          options={(["standard", "legacy"] as const).map((value) => ({
            value,
            label: t(`export.layout.${value}`),
          }))}
          onChange={into(layout)}
        />
        <Select
          at="/encoding"
          label={t("export.encoding")}
          value={encoding.value}
          options={(["utf-8", "cp932"] as const).map((value) => ({
            value,
            label: t(`export.encoding.${value}`),
          }))}
          onChange={into(encoding)}
        />
      </div>
      {failure.value !== null && <Failed title={t("export.refused")} failure={failure.value} />}
      <div class="row">
        {(["spots", "events"] as const).map((what) => (
          <Button
            key={what}
            icon="download"
            busy={busy.value === what}
            onClick={() => void save(what)}
          >
            {t(`export.${what}`)}
          </Button>
        ))}
      </div>
    </section>
  );
}

function OpenData() {
  const code = region.value?.code;
  const owner = organisation.value?.id ?? "";
  const addresses = code
    ? ([
        ["geojson", `/v1/regions/${code}/spots.geojson`],
        ["jsonld", `/v1/regions/${code}/spots.jsonld`],
        ["ngsild", `/v1/regions/${code}/spots.ngsild`],
        ["toilets", `/v1/amenities?organisation_id=${owner}&kind=toilet`],
        ["shelters", `/v1/amenities?organisation_id=${owner}&kind=shelter`],
      ] as const)
    : [];
  return (
    <section class="card" aria-labelledby="open-title">
      <h2 id="open-title">{t("open.title")}</h2>
      <p class="note">{code ? t("open.lead") : t("open.none")}</p>
      <ul class="addresses">
        {addresses.map(([what, path]) => (
          <li key={what}>
            <span>
              {t(`open.${what}`)}
              <br />
              <a href={path}>{location.origin + path}</a>
            </span>
            <IconButton
              icon="share"
              label={`${t("open.copy")}: ${t(`open.${what}`)}`}
              onClick={() => void copy(location.origin + path)}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}

async function copy(address: string): Promise<void> {
  say((await copyText(address)) ? t("open.copied") : t("open.notCopied", { address }));
}

function Layers() {
  const failure = useSignal<unknown>(null);
  const remove = async (kind: "toilet" | "shelter") => {
    const goes = await confirmed({
      title: t(`layers.ask.${kind}`),
      lead: t("layers.ask.lead", { organisation: nameOf(organisation.value?.names) }),
      yes: t("layers.do"),
      danger: true,
    });
    if (!goes) return;
    failure.value = null;
    try {
      await staffCall(ofOrganisation(`/amenities/${kind}`), { method: "DELETE" });
      say(t("layers.done"));
    } catch (reason) {
      failure.value = reason;
    }
  };
  return (
    <section class="card" aria-labelledby="layers-title">
      <h2 id="layers-title">{t("layers.title")}</h2>
      <p class="note">{t("layers.lead")}</p>
      {failure.value !== null && <Failed failure={failure.value} />}
      <div class="row">
        <Button kind="danger" icon="trash" onClick={() => void remove("toilet")}>
          {t("layers.toilet")}
        </Button>
        <Button kind="danger" icon="trash" onClick={() => void remove("shelter")}>
          {t("layers.shelter")}
        </Button>
      </div>
    </section>
  );
}
