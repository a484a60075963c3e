/** One experience: where it stands, and what can be done with it. */
import { useSignal } from "@preact/signals";
import { confirmed } from "../../staff/Dialog";
import { type Draft as Edited, draftOf as editing } from "../../staff/etag";
import { Link } from "../../staff/Link";
import { Page } from "../../staff/Page";
import { go, hrefOf } from "../../staff/route";
import { may, role } from "../../staff/session";
import type { Versioned } from "../../staff/staffCall";
import { ChangeFailed, useLoader, WithLoaded } from "../../staff/states";
import { day } from "../../staff/when";
import { Button } from "../../ui/controls";
import { Icon, type IconName } from "../../ui/Icon";
import { Callout } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { deleteExperience, getExperience, withdrawExperience } from "../api";
import type { Experience } from "../types";
import { StandingTag } from "./List";
import { actionsOf, type Standing, standingOf } from "./life";
import { Submit } from "./Submit";
import { t } from "./words";

export function Overview({ id }: { id: string }) {
  const loader = useLoader(() => getExperience(id));
  const title = loader.value.value?.value.title ?? t("title");
  return (
    <Page title={title} back={{ href: hrefOf("experiences"), label: t("back") }}>
      <WithLoaded from={loader}>
        {(seen) => <Inside key={seen.etag} seen={seen} onReload={loader.reload} />}
      </WithLoaded>
    </Page>
  );
}

interface InsideProps {
  seen: Versioned<Experience>;
  onReload: () => void;
}

function Inside({ seen, onReload }: InsideProps) {
  const editor = useSignal(editing(seen)).value;
  const experience = editor.kept.value.value;
  const here = (page: string) => hrefOf("experiences", experience.id, page);
  return (
    <div class="stack">
      <Where experience={experience} />
      {editor.failure.value !== null && (
        <ChangeFailed failure={editor.failure.value} onReload={onReload} />
      )}
      <nav class="tiles" aria-label={experience.title}>
        {may("owner", "editor") && <Tile href={here("edit")} icon="edit" label={t("edit")} />}
        <Tile
          href={here("photos")}
          icon="camera"
          label={t("photos.count", { count: experience.photos.length })}
        />
        <Tile href={hrefOf("schedule", experience.id)} icon="calendar" label={t("schedule")} />
        <Tile href={here("preview")} icon="info" label={t("preview")} />
      </nav>
      <Actions editor={editor} />
    </div>
  );
}

function Tile({ href, icon, label }: { href: string; icon: IconName; label: string }) {
  return (
    <Link class="tile" href={href}>
      <Icon name={icon} />
      <span>{label}</span>
    </Link>
  );
}

const BAD: Standing[] = ["returned", "suspended", "lapsed"];

function Where({ experience }: { experience: Experience }) {
  const standing = standingOf(experience, new Date());
  const keeping = experience.keeping;
  const tone = BAD.includes(standing) ? "bad" : standing === "published" ? "good" : "plain";
  return (
    <Callout tone={tone} icon={tone === "bad" ? "alert" : tone === "good" ? "check" : "info"}>
      <StandingTag experience={experience} />
      <p>{t(`standing.${standing}.lead`)}</p>
      {keeping?.review_remark && (standing === "returned" || standing === "suspended") && (
        <blockquote class="remark">
          <strong>{t("remark")}</strong>
          <p>{keeping.review_remark}</p>
        </blockquote>
      )}
      {standing === "published" && keeping?.vouched_until && (
        <p>{t("standing.published.until", { date: day(keeping.vouched_until) })}</p>
      )}
      {standing === "published" && keeping?.changed_since_review && <p>{t("changed")}</p>}
    </Callout>
  );
}

function Actions({ editor }: { editor: Edited<Experience> }) {
  const asking = useSignal(false);
  const experience = editor.kept.value.value;
  const actions = actionsOf(experience.status, role.value);
  const inReview = experience.status === "in_review";
  return (
    <div class="row actions">
      {actions.includes("submit") && (
        <Button
          kind="primary"
          tall
          onClick={() => {
            asking.value = true;
          }}
        >
          {t("submit")}
        </Button>
      )}
      {actions.includes("withdraw") && (
        <Button busy={editor.busy.value} onClick={() => void withdraw(editor, inReview)}>
          {inReview ? t("withdraw.review") : t("withdraw")}
        </Button>
      )}
      {actions.includes("delete") && (
        <Button
          kind="danger"
          icon="trash"
          busy={editor.busy.value}
          onClick={() => void remove(editor)}
        >
          {t("delete")}
        </Button>
      )}
      {asking.value && (
        <Submit
          editor={editor}
          onClose={() => {
            asking.value = false;
          }}
        />
      )}
    </div>
  );
}

async function withdraw(editor: Edited<Experience>, inReview: boolean): Promise<void> {
  const question = inReview
    ? {
        title: t("withdraw.review.title"),
        lead: t("withdraw.review.lead"),
        yes: t("withdraw.review"),
      }
    : { title: t("withdraw.title"), lead: t("withdraw.lead"), yes: t("withdraw") };
  if (!(await confirmed({ ...question, danger: true }))) return;
  const { id } = editor.kept.value.value;
  if (await editor.run((etag) => withdrawExperience(id, etag))) say(t("withdraw.done"));
}

async function remove(editor: Edited<Experience>): Promise<void> {
  const question = { title: t("delete.title"), lead: t("delete.lead"), yes: t("delete") };
  if (!(await confirmed({ ...question, danger: true }))) return;
  const { id } = editor.kept.value.value;
  const done = await editor.run(async (etag) => {
    await deleteExperience(id, etag);
    return null;
  });
  if (!done) return;
  say(t("delete.done"));
  go(hrefOf("experiences"), true);
}
