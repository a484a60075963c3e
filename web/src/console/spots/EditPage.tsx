import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Region } from "../../api/types";
import { draftOf } from "../../staff/etag";
import { type Faults, faultsOf } from "../../staff/faults";
import { Link } from "../../staff/Link";
import { Page } from "../../staff/Page";
import { Photos } from "../../staff/photos/Photos";
import { go, hrefOf } from "../../staff/route";
import { may, nameOf, ofOrganisation, regions } from "../../staff/session";
import { staffCall, type Versioned, versionedCall } from "../../staff/staffCall";
import { useLoader, WithLoaded } from "../../staff/states";
import { useLeaveGuard } from "../../staff/useLeaveGuard";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Callout } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { loadCategories } from "./categories";
import { Marks } from "./Marks";
import { bodyOf, changesOf, formOf, type KeptSpot, originalOf, type Step } from "./model";
import { SaveFailed } from "./SaveFailed";
import { Side } from "./Side";
import { Section, SpotFields } from "./SpotFields";
import { Translating } from "./Translating";
import { WhyReturned } from "./WhyReturned";
import { t } from "./words";

export function EditPage({ id }: { id: string }) {
  useEffect(loadCategories, []);
  const found = useLoader(() =>
    versionedCall<KeptSpot>(ofOrganisation(`/spots/${encodeURIComponent(id)}`)),
  );
  const spot = found.value.value?.value;
  const title = spot ? nameOf(spot.names) : t("title");
  return (
    <Page
      title={title}
      back={{ href: hrefOf("spots"), label: t("back") }}
      actions={
        <Link class="button" href={hrefOf("spots", id, "history")}>
          {t("history")}
        </Link>
      }
    >
      <WithLoaded from={found} lines={8}>
        {(seen) => {
          const at = regions.value.find((one) => one.code === seen.value.region);
          return at ? <Editor key={id} seen={seen} region={at} onReload={found.reload} /> : null;
        }}
      </WithLoaded>
    </Page>
  );
}

interface EditorProps {
  seen: Versioned<KeptSpot>;
  region: Region;
  onReload: () => void;
}

function Editor({ seen, region, onReload }: EditorProps) {
  const draft = useSignal(draftOf(seen)).value;
  const form = useSignal(formOf(seen.value));
  const faults = useSignal<Faults>({});
  const spot = draft.kept.value.value;
  const changes = useComputed(() => {
    const { value } = draft.kept.value;
    return changesOf(bodyOf(formOf(value), value.currency), bodyOf(form.value, value.currency));
  });
  const isDirty = Object.keys(changes.value).length > 0;
  const guard = useLeaveGuard(() => Object.keys(changes.value).length > 0);
  const canEdit = may("owner", "editor");
  const path = `/v1/spots/${encodeURIComponent(spot.id)}`;

  const run = async (change: (etag: string) => Promise<Versioned<KeptSpot> | null>) => {
    const done = await draft.run(change);
    faults.value = faultsOf(draft.failure.value);
    return done;
  };
  const replaced = () => {
    form.value = formOf(draft.kept.value.value);
  };
  /** What the server made of it is what the form says from now on. */
  const save = async (): Promise<boolean> => {
    if (!isDirty) return true;
    const body = changes.value;
    const done = await run((match) =>
      versionedCall<KeptSpot>(path, { method: "PATCH", body, match }),
    );
    if (done) replaced();
    return done;
  };
  const take = async (step: Step, body?: { remark: string }): Promise<unknown> => {
    if (!(await save())) return draft.failure.value;
    const done = await run((match) =>
      versionedCall<KeptSpot>(`${path}/${step}`, { method: "POST", body, match }),
    );
    if (done) say(t(`did.${step}`));
    return draft.failure.value;
  };
  const remove = async () => {
    const gone = await run(async (match) => {
      await staffCall(path, { method: "DELETE", match });
      return null;
    });
    if (!gone) return;
    guard.pass();
    say(t("did.delete", { name: nameOf(spot.names) }));
    go(hrefOf("spots"), true);
  };
  const reload = () => {
    draft.failure.value = null;
    void versionedCall<KeptSpot>(ofOrganisation(`/spots/${spot.id}`)).then((fresh) => {
      draft.kept.value = fresh;
      replaced();
    }, onReload);
  };

  return (
    <form
      class="editor"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save().then((done) => done && say(t("saved")));
      }}
    >
      <div class="stack">
        {!canEdit && <Callout tone="plain">{t("viewer")}</Callout>}
        {spot.status === "draft" && <WhyReturned key={spot.version} spotId={spot.id} />}
        <SaveFailed failure={draft.failure.value} faults={faults.value} onReload={reload} />
        <SpotFields
          form={form.value}
          onChange={into(form)}
          region={region}
          original={originalOf(spot, region)}
          currency={spot.currency}
          faults={faults.value}
          standing={spot.translations}
          readOnly={!canEdit}
          languageTools={(language) => (
            <Translating
              spot={spot}
              language={language}
              original={originalOf(spot, region)}
              isDirty={isDirty}
              run={run}
              onDone={replaced}
            />
          )}
        />
        <Section name={t("section.photos")}>
          <Photos
            list={`${path}/photos`}
            one={(photo) => `/v1/photos/${encodeURIComponent(photo)}`}
            languages={region.languages}
            readOnly={!canEdit}
            seen={draft.kept.value.etag}
            onVersion={(etag) => {
              draft.kept.value = { ...draft.kept.value, etag };
            }}
          />
        </Section>
        <Section name={t("section.marks")}>
          <Marks spotId={spot.id} isPublic={spot.status === "published"} />
        </Section>
      </div>
      <Side spot={spot} busy={draft.busy.value} onStep={take} onRemove={remove} onReload={reload} />
      {canEdit && (
        <div class="save-bar">
          <span class="note" aria-live="polite">
            {isDirty ? t("dirty") : ""}
          </span>
          <Button kind="primary" submit busy={draft.busy.value} idle={!isDirty}>
            {t(spot.status === "published" ? "save.public" : "save")}
          </Button>
        </div>
      )}
    </form>
  );
}
