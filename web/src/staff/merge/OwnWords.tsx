/** Where words appear that can be saved nowhere any more; the shell holds one. */
import { useSignal } from "@preact/signals";
import { copyText } from "../../browser/copyText";
import { Button } from "../../ui/controls";
import { Failed } from "../../ui/pieces";
import { Dialog } from "../Dialog";
import "./merge.css";
import { asText, type OwnWords as Held, ownWords } from "./ownWords";
import { t } from "./words";

export function OwnWords() {
  const held = ownWords.value;
  return held && <Shown held={held} />;
}

function Shown({ held }: { held: Held }) {
  const copied = useSignal<"" | "own.copied" | "own.notCopied">("");
  const copy = async () => {
    copied.value = (await copyText(asText(held))) ? "own.copied" : "own.notCopied";
  };
  const close = () => {
    ownWords.value = null;
  };
  return (
    <Dialog title={t("own.title", { name: held.name })} onClose={close} wide>
      <Failed failure={held.reason} />
      <p>{t("own.lead")}</p>
      <dl class="own-words">
        {held.lines.map(({ label, words }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{words || t("nothing")}</dd>
          </div>
        ))}
      </dl>
      <div class="row end">
        <span class="note" role="status">
          {copied.value && t(copied.value)}
        </span>
        <Button onClick={() => void copy()}>{t("own.copy")}</Button>
        <Button kind="primary" onClick={close}>
          {t("own.close")}
        </Button>
      </div>
    </Dialog>
  );
}
