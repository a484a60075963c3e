import { confirmed } from "../../staff/Dialog";
import { Check } from "../../staff/form";
import { may } from "../../staff/session";
import { Button } from "../../ui/controls";
import { isStale } from "./corrections";
import type { Report } from "./report";
import { work } from "./sending";
import { take, wish, wishes } from "./state";
import { t } from "./words";

/** The way from a check to the import itself. */
export function Take({ said }: { said: Report }) {
  if (!may("owner", "editor")) return <p class="note">{t("take.viewer")}</p>;
  const { accepted: count, rejected } = said;
  const changes = said.created + said.updated + said.removed;
  const isWhole = rejected === 0;
  const can = count > 0 && changes > 0 && (isWhole || !wishes.value.replace);
  return (
    <div class="stack take">
      <h3>{t("take.title")}</h3>
      {wishes.value.kind === "spots" && said.created > 0 && may("owner") && (
        <Check
          label={t("take.publish")}
          hint={t("take.publish.hint")}
          checked={wishes.value.publish}
          onChange={(publish) => wish({ publish })}
        />
      )}
      {isStale.value && <p role="status">{t("take.edits")}</p>}
      {!isStale.value && count > 0 && changes === 0 && <p role="status">{t("take.nothing")}</p>}
      <div class="row">
        {can && !isStale.value && (
          <Button
            kind={isWhole ? "primary" : "plain"}
            tall
            icon="upload"
            busy={work.value !== null}
            onClick={() => void ask(said)}
          >
            {isWhole ? t("take.all", { count }) : t("take.rest", { count, rejected })}
          </Button>
        )}
      </div>
    </div>
  );
}

async function ask(said: Report): Promise<void> {
  const { created, updated, removed, rejected } = said;
  const what = t("take.ask.lead", { created, updated, removed });
  const goes = await confirmed({
    title: t("take.ask"),
    lead: rejected > 0 ? `${what} ${t("take.ask.rest", { rejected })}` : what,
    yes: t("take.title"),
  });
  if (goes) await take(rejected > 0);
}
