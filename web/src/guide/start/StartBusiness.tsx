/** Who has an account and no organisation opens a guide's business by themselves. */
import { useSignal } from "@preact/signals";
import { useSubmit } from "../../staff/entry/useSubmit";
import { FormFailed } from "../../staff/FormFailed";
import { Select, TextField } from "../../staff/form";
import { Link } from "../../staff/Link";
import { Page } from "../../staff/Page";
import { go, hrefOf } from "../../staff/route";
import { chooseOrganisation, loadSession, nameOf, regions } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import type { Organisation } from "../types";
import { t } from "./words";

function openBusiness(ja: string, en: string, region: string): Promise<Organisation> {
  const names = en.trim() ? { ja, en } : { ja };
  const body = { kind: "guide_business", names, region_code: region };
  return staffCall<Organisation>("/v1/organisations", { method: "POST", body });
}

export function StartBusiness() {
  const ja = useSignal("");
  const en = useSignal("");
  const code = useSignal(regions.value.find((one) => one.country === "JP")?.code ?? "");
  const { busy, failure, faults, submit } = useSubmit(async () => {
    const made = await openBusiness(ja.value.trim(), en.value, code.value);
    chooseOrganisation(made.id);
    await loadSession();
    go(hrefOf("experiences", "new"), true);
  });
  return (
    <Page title={t("title")} lead={t("lead")}>
      <form class="stack narrow" onSubmit={submit}>
        <FormFailed failure={failure.value} faults={faults} />
        <TextField
          at="/names/ja"
          label={t("name.ja")}
          hint={t("name.ja.hint")}
          value={ja.value}
          faults={faults}
          required
          onInput={into(ja)}
        />
        <TextField
          at="/names/en"
          label={t("name.en")}
          value={en.value}
          faults={faults}
          lang="en"
          onInput={into(en)}
        />
        <Select
          at="/region_code"
          label={t("region")}
          value={code.value}
          faults={faults}
          options={regions.value.map((one) => ({ value: one.code, label: nameOf(one.names) }))}
          onChange={into(code)}
        />
        <Button kind="primary" tall submit busy={busy.value}>
          {t("do")}
        </Button>
        <Link href={hrefOf("invitation")}>{t("have")}</Link>
      </form>
    </Page>
  );
}
