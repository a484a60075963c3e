import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { confirmed } from "../../staff/Dialog";
import { Link } from "../../staff/Link";
import { hrefOf } from "../../staff/route";
import { may, ofOrganisation } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { Progress } from "../../staff/states";
import { Button } from "../../ui/controls";
import { Callout, Failed } from "../../ui/pieces";
import { Corrections } from "./Corrections";
import { Counts } from "./Result";
import { Rows } from "./Rows";
import { inParts, publishable, type Report } from "./report";
import { list, mendRest, reset, wishes } from "./state";
import { t } from "./words";

/** What has been imported, and what one does next. */
export function Done({ said }: { said: Report }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section class="card" aria-labelledby="imports-done">
      <h2 id="imports-done" tabIndex={-1} ref={heading}>
        {t("done.title")}
      </h2>
      <Counts said={said} />
      {said.created + said.updated + said.removed === 0 && <p>{t("done.nothing")}</p>}
      {said.kind === "spots" && said.created > 0 && <Publish said={said} />}
      <Corrections />
      <div class="row">
        {said.kind === "spots" && <Shown part="spots" />}
        {said.kind === "events" && <Shown part="events" />}
        {said.rejected > 0 && (
          <Button onClick={() => void mendRest()}>
            {t("done.rest", { count: said.rejected })}
          </Button>
        )}
        <Button onClick={reset}>{t("done.again")}</Button>
      </div>
      <Rows />
    </section>
  );
}

function Shown({ part }: { part: "spots" | "events" }) {
  return (
    <Link class="button quiet" href={hrefOf(part)}>
      {t(`done.${part}`)}
    </Link>
  );
}

const MOST_AT_ONCE = 1000;

function Publish({ said }: { said: Report }) {
  const ids = publishable(list.value?.rows ?? []);
  const share = useSignal<number | null>(null);
  const published = useSignal<number | null>(null);
  const failure = useSignal<unknown>(null);
  const outside = said.created - ids.length;
  const publish = async () => {
    const count = ids.length;
    const goes = await confirmed({
      title: t("done.publish.ask", { count }),
      lead: t("done.publish.lead"),
      yes: t("done.publish", { count }),
    });
    if (!goes) return;
    failure.value = null;
    try {
      let sent = 0;
      for (const part of inParts(ids, MOST_AT_ONCE)) {
        share.value = sent / count;
        await staffCall(ofOrganisation("/spots/publish"), {
          method: "POST",
          body: { spot_ids: part },
        });
        sent += part.length;
      }
      published.value = count;
    } catch (reason) {
      failure.value = reason;
    } finally {
      share.value = null;
    }
  };
  return (
    <div class="stack">
      {outside > 0 && <Callout>{t("done.outside", { count: outside })}</Callout>}
      {published.value !== null && (
        <Callout tone="good" icon="check">
          {t("done.made.public", { count: published.value })}
        </Callout>
      )}
      {failure.value !== null && <Failed failure={failure.value} />}
      {share.value !== null && <Progress label={t("progress.publish")} share={share.value} />}
      {wishes.value.publish && <p>{t("done.published")}</p>}
      {!wishes.value.publish && published.value === null && ids.length > 0 && (
        <>
          <p>{t("done.drafts", { count: said.created })}</p>
          {may("owner") ? (
            <div class="row">
              <Button kind="primary" busy={share.value !== null} onClick={() => void publish()}>
                {t("done.publish", { count: ids.length })}
              </Button>
            </div>
          ) : (
            <p class="note">{t("done.owner")}</p>
          )}
        </>
      )}
    </div>
  );
}
