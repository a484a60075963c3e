import { ofOrganisation } from "../../staff/session";
import { staffSend } from "../../staff/staffCall";
import { Button } from "../../ui/controls";
import { Failed } from "../../ui/pieces";
import { useSending } from "../../ui/useSending";
import { edits } from "./corrections";
import { saveFile } from "./download";
import { book, file, fileToSend } from "./state";
import { t } from "./words";
import { placed } from "./workbook";

/** The corrected list to take away: as CSV, and a workbook as the workbook that it was. */
export function Keep() {
  const save = () => {
    const corrected = fileToSend();
    if (corrected) saveFile(corrected, corrected.name);
  };
  return (
    <>
      <KeepBook />
      <Button icon="download" onClick={save}>
        {t("edits.save")}
      </Button>
    </>
  );
}

function KeepBook() {
  const { busy, failure, run } = useSending();
  const [chosen, from, cells] = [file.value, book.value, placed(edits.value)];
  if (!chosen || !from || cells === null) return null;
  const save = () =>
    run(async () => saveFile(await corrected(chosen, from.sheet, cells), chosen.name));
  return (
    <>
      <Button icon="download" busy={busy.value} onClick={() => void save()}>
        {t("edits.book")}
      </Button>
      {failure.value !== null && <Failed failure={failure.value} />}
    </>
  );
}

async function corrected(chosen: File, sheet: string, cells: string): Promise<Blob> {
  const form = new FormData();
  form.set("sheet", sheet);
  form.set("cells", cells);
  form.set("file", chosen);
  const options = { method: "POST", body: form } as const;
  return (await staffSend(ofOrganisation("/tables/corrected"), options)).blob();
}
