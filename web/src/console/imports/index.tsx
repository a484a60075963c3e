import "../pieces/pieces.css";
import "./imports.css";
import { useEffect } from "preact/hooks";
import { Link } from "../../staff/Link";
import { Page } from "../../staff/Page";
import type { PartProps } from "../../staff/parts";
import { hrefOf } from "../../staff/route";
import { organisation } from "../../staff/session";
import { edits } from "./corrections";
import { Done } from "./Done";
import { Exports } from "./Exports";
import { FileStep } from "./FileStep";
import { Refusal, Result, Working } from "./Result";
import { work } from "./sending";
import { done, reset } from "./state";
import { t } from "./words";

let whose = "";

/** Lists in and out. */
export default function Imports({ rest }: PartProps) {
  const out = rest[0] === "exports";
  useForAnother();
  useEffect(guardEdits, []);
  return (
    <Page title={t("title")} lead={t("lead")}>
      <nav class="part-tabs" aria-label={t("title")}>
        <Link href={hrefOf("imports")} current={!out}>
          {t("tab.import")}
        </Link>
        <Link href={hrefOf("imports", "exports")} current={out}>
          {t("tab.export")}
        </Link>
      </nav>
      {out ? <Exports /> : <Import />}
    </Page>
  );
}

function Import() {
  const saved = done.value;
  if (saved) return <Done said={saved} />;
  return (
    <>
      <FileStep />
      <Working />
      <Refusal />
      {work.value?.what !== "read" && <Result />}
    </>
  );
}

/** What was chosen for one organisation is not for another. */
function useForAnother(): void {
  const id = organisation.value?.id ?? "";
  useEffect(() => {
    if (whose && whose !== id) reset();
    whose = id;
  }, [id]);
}

/** Before a window closes with corrections that are not imported, or in the middle of an import. */
function guardEdits(): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    const isSaving = work.value?.what === "save";
    if (isSaving || (edits.value.size > 0 && !done.value)) event.preventDefault();
  };
  addEventListener("beforeunload", ask);
  return () => removeEventListener("beforeunload", ask);
}
