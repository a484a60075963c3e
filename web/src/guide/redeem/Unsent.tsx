/** Check-ins that wait for a network, and those that turned out wrong when they were sent. */
import { Button } from "../../ui/controls";
import { Callout } from "../../ui/pieces";
import { unsent } from "./scans";
import { clearTroubles, troubles } from "./sending";
import { t } from "./words";

export function Unsent({ onSend }: { onSend: () => void }) {
  return (
    <>
      {unsent.value.length > 0 && (
        <Callout icon="away">
          <strong>{t("unsent", { count: unsent.value.length })}</strong>
          <p>{t("unsent.lead")}</p>
          <Button onClick={onSend}>{t("unsent.do")}</Button>
        </Callout>
      )}
      {troubles.value.length > 0 && (
        <Callout tone="bad" icon="alert">
          <strong>{t("problems")}</strong>
          <ul>
            {troubles.value.map((one, n) => (
              <li key={`${n} ${one.name}`}>
                {t("problems.one", { name: one.name, outcome: t(one.outcome) })}
                {one.code && <span class="note"> {t("code.is", { code: one.code })}</span>}
              </li>
            ))}
          </ul>
          <Button onClick={clearTroubles}>{t("problems.clear")}</Button>
        </Callout>
      )}
    </>
  );
}
