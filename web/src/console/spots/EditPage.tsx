import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Region } from "../../api/types";
import { draftOf } from "../../staff/etag";
import { type Faults, faultsOf } from "../../staff/faults";
import { loadHistory } from "../../staff/history";
import { Link } from "../../staff/Link";
import { MergeDialog } from "../../staff/merge/MergeDialog";
import { type Comparing, mergingOf } from "../../staff/merge/merging";
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
import {
  bodyOf,
  type Change,
  changesOf,
  formOf,
  type KeptSpot,
  originalOf,
  type SpotForm,
  type Step,
} from "./model";
import { SaveFailed } from "./SaveFailed";
import { Side } from "./Side";
import { Section, SpotFields } from "./SpotFields";
import { spotStatements } from "./statements";
import { Translating } from "./Translating";
import { WhyReturned } from "./WhyReturned";
import { t } from "./words";

const here = (id: string) => ofOrganisation(`/spots/${encodeURIComponent(id)}`);
const load = (id: string) => versionedCall<KeptSpot>(here(id));

export function EditPage({ id }: { id: string }) {
  useEffect(loadCategories, []);
  const found = useLoader(() => load(id));
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
          return at ? <Editor key={id} seen={seen} region={at} /> : null;
        }}
      </WithLoaded>
    </Page>
  );
}

interface EditorProps {
  seen: Versioned<KeptSpot>;
  region: Region;
}

function comparing({ id, currency }: KeptSpot): Comparing<KeptSpot, SpotForm> {
  return {
    load: () => load(id),
    formOf,
    statements: spotStatements(currency),
    nameOf: (spot) => nameOf(spot.names),
    history: () => loadHistory<Change>(here(id)),
    versionOf: (spot) => spot.version,
  };
}

function Editor({ seen, region }: EditorProps) {
  const draft = useSignal(draftOf(seen)).value;
  const form = useSignal(formOf(seen.value));
  const merging = useSignal(mergingOf(draft, form, comparing(seen.value))).value;
  const faults = useSignal<Faults>({});
  const spot = draft.kept.value.value;
  const changes = useComputed(() => {
    const { value } = draft.kept.value;
    return changesOf(bodyOf(formOf(value), value.currency), bodyOf(form.value, value.currency));
  });
  const differs = () => Object.keys(changes.value).length > 0;
  const isDirty = differs();
  const guard = useLeaveGuard(differs);
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
    if (!differs()) return true;
    const saved = await merging.save(async (match) =>
      differs()
        ? versionedCall<KeptSpot>(path, { method: "PATCH", body: changes.value, match })
        : null,
    );
    faults.value = faultsOf(draft.failure.value);
    if (saved) replaced();
    // What others said meanwhile nobody here has read yet: whatever else was asked for waits.
    return saved === "saved";
  };
  const submit = () => void save().then((done) => done && say(t("saved")));
  const take = async (step: Step, body?: { remark: string }): Promise<boolean> => {
    if (!(await save())) return false;
    const done = await run((match) =>
      versionedCall<KeptSpot>(`${path}/${step}`, { method: "POST", body, match }),
    );
    if (done) say(t(`did.${step}`));
    return Boolean(done);
  };
  const giveBack = async (remark: string): Promise<boolean> => {
    const done = await take("return", { remark });
    if (!done && draft.failure.value !== null) throw draft.failure.value;
    return done;
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
  const follow = () => void merging.follow();

  return (
    <form
      class="editor"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div class="stack">
        {!canEdit && <Callout tone="plain">{t("viewer")}</Callout>}
        {spot.status === "draft" && <WhyReturned key={spot.version} spotId={spot.id} />}
        <SaveFailed failure={draft.failure.value} faults={faults.value} onReload={follow} />
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
            onVersion={merging.follow}
          />
        </Section>
        <Section name={t("section.marks")}>
          <Marks spotId={spot.id} isPublic={spot.status === "published"} />
        </Section>
      </div>
      <Side
        spot={spot}
        busy={draft.busy.value}
        onStep={take}
        onReturn={giveBack}
        onRemove={remove}
        onReload={follow}
      />
      <MergeDialog merging={merging} onSave={submit} />
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
