/** The form of an experience, new or kept. What was typed survives a lost page on this device. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { listCategories } from "../../../api/places";
import { confirmed } from "../../../staff/Dialog";
import { type Draft as Edited, draftOf as editing } from "../../../staff/etag";
import { type Faults, faultsOf } from "../../../staff/faults";
import { FaultSummary } from "../../../staff/form";
import { loadHistory } from "../../../staff/history";
import { MergeDialog } from "../../../staff/merge/MergeDialog";
import { mergingOf } from "../../../staff/merge/merging";
import type { Told } from "../../../staff/merge/who";
import { Page } from "../../../staff/Page";
import { askBeforeLeaving, go, hrefOf } from "../../../staff/route";
import { organisation, regions } from "../../../staff/session";
import type { Versioned } from "../../../staff/staffCall";
import { ChangeFailed, useLoader, WithLoaded } from "../../../staff/states";
import { t as staffWord } from "../../../staff/words";
import { Button } from "../../../ui/controls";
import { Callout } from "../../../ui/pieces";
import { say } from "../../../ui/toasts";
import { useSending } from "../../../ui/useSending";
import { changeExperience, createExperience, getExperience } from "../../api";
import { drop, keep, kept as keptOn } from "../../common/kept";
import type { Experience } from "../../types";
import { type Draft, draftOf, newDraft } from "../draft";
import { changeOf, sentOf } from "../sending";
import { t as partWord } from "../words";
import { AccessSection } from "./Access";
import { CancellationSection } from "./Cancellation";
import { labelsOf } from "./labels";
import { PricesSection } from "./Options";
import { PlaceSection, SizeSection } from "./PlaceAndSize";
import { RulesSection } from "./Rules";
import { experienceStatements } from "./statements";
import { BasicsSection, TextsSection } from "./Words";
import { t } from "./words";

export function Editor({ id }: { id: string | null }) {
  const loader = useLoader(async () => {
    const categories = await listCategories();
    return { categories, kept: id ? await getExperience(id) : null };
  });
  const title = id ? t("edit.title") : t("new.title");
  return (
    <Page title={title} back={backOf(id)}>
      <WithLoaded from={loader} lines={8}>
        {({ categories, kept }) => (
          <Form key={kept?.etag ?? "new"} kept={kept} categories={categories} />
        )}
      </WithLoaded>
    </Page>
  );
}

function backOf(id: string | null) {
  return id
    ? { href: hrefOf("experiences", id), label: partWord("back.one") }
    : { href: hrefOf("experiences"), label: partWord("back") };
}

interface FormProps {
  kept: Versioned<Experience> | null;
  categories: Categories;
}

type Categories = Awaited<ReturnType<typeof listCategories>>;

/** What was typed, and what the page said before: the business may have changed it since. */
interface KeptDraft {
  seen: Versioned<Experience> | null;
  draft: Draft;
}

function startOf(kept: Versioned<Experience> | null): Draft {
  if (kept) return draftOf(kept.value);
  const region = organisation.value?.region_code ?? regions.value[0]?.code ?? "";
  return newDraft(region, "ja");
}

function comparing({ id, currency }: Experience, categories: Categories) {
  const nameOfCategory = (code: string) =>
    categories.find((one) => one.code === code)?.name ?? code;
  const here = `/v1/experiences/${encodeURIComponent(id)}`;
  return {
    load: () => getExperience(id),
    formOf: draftOf,
    statements: experienceStatements({ currency, nameOfCategory }),
    nameOf: ({ title }: Experience) => title,
    history: () => loadHistory<Told>(here),
    versionOf: ({ version }: Experience) => version,
  };
}

function Form({ kept, categories }: FormProps) {
  const name = `draft.${kept?.value.id ?? "new"}`;
  const before = keptOn<Partial<KeptDraft>>(name)?.value;
  const found = before && Boolean(before.seen) === Boolean(kept) ? (before.draft ?? null) : null;
  const draft = useSignal<Draft>(found ?? startOf(kept));
  const edited = useSignal(kept && editing(before?.seen ?? kept)).value;
  const merging = useSignal(
    edited && mergingOf(edited, draft, comparing(edited.kept.peek().value, categories)),
  ).value;
  const restored = useSignal(found !== null);
  const dirty = useSignal(found !== null);
  const sending = useSending();
  const faults = useSignal<Faults>({});
  const busy = (edited ?? sending).busy.value;
  const failure = (edited ?? sending).failure;
  const currency = regions.value.find((one) => one.code === draft.value.region)?.currency ?? "JPY";

  const set = (part: Partial<Draft>) => {
    draft.value = { ...draft.value, ...part };
    dirty.value = true;
    keep<KeptDraft>(name, { seen: edited?.kept.value ?? null, draft: draft.value });
  };
  useEffect(() => {
    if (edited && edited.kept.value.etag !== kept?.etag) void merging?.follow();
  }, []);

  useEffect(
    () =>
      askBeforeLeaving((onward) => {
        if (!dirty.value) return false;
        void mayLeave().then((yes) => {
          if (!yes) return;
          dirty.value = false;
          drop(name);
          onward();
        });
        return true;
      }),
    [],
  );

  const lacks = () => {
    const { faults: local } = sentOf(draft.value, currency);
    failure.value = null;
    faults.value = Object.fromEntries(local.map((one) => [one.pointer, t(`fault.${one.word}`)]));
    return local.length > 0;
  };
  const done = (id: string) => {
    dirty.value = false;
    drop(name);
    say(t("saved"));
    go(hrefOf("experiences", id), true);
  };
  const create = async () => {
    const { body } = sentOf(draft.value, currency);
    const { region } = draft.value;
    const organisation_id = organisation.value?.id ?? "";
    done((await createExperience({ ...body, region, organisation_id })).value.id);
  };
  const change = async ({ kept: now }: Edited<Experience>) => {
    const { id } = now.value.value;
    const saved = await merging?.save((match) => {
      const { body } = sentOf(draft.value, currency);
      return changeExperience(id, changeOf(body, now.value.value), match);
    });
    if (saved === "saved") done(id);
    // What others said meanwhile nobody here has read yet: the page stays.
    if (saved === "merged") begin(now.value);
  };
  const begin = ({ value }: Versioned<Experience>) => {
    draft.value = draftOf(value);
    restored.value = false;
    dirty.value = false;
    drop(name);
  };
  const save = async () => {
    if (lacks()) return;
    await (edited ? change(edited) : sending.run(create));
    faults.value = faultsOf(failure.value);
  };

  const props = { draft: draft.value, set, faults: faults.value, currency };
  const draftYet = (edited?.kept.value.value.status ?? "draft") === "draft";
  return (
    <form
      class="stack experience-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save();
      }}
    >
      {restored.value && (
        <Callout icon="info">
          <p>{t("restored")}</p>
          <Button
            onClick={() => {
              draft.value = startOf(edited?.kept.value ?? null);
              restored.value = false;
              dirty.value = false;
              drop(name);
            }}
          >
            {kept ? t("restored.drop") : t("restored.anew")}
          </Button>
        </Callout>
      )}
      <FaultSummary faults={faults.value} labels={labelsOf(draft.value)} />
      {failure.value !== null && Object.keys(faults.value).length === 0 && (
        <ChangeFailed failure={failure.value} onReload={() => void merging?.follow()} merges />
      )}
      <TextsSection {...props} />
      <BasicsSection {...props} categories={categories} isNew={!kept} />
      <PlaceSection {...props} />
      <SizeSection {...props} />
      <PricesSection {...props} />
      <RulesSection {...props} />
      <CancellationSection {...props} />
      <AccessSection {...props} />
      <div class="save-bar">
        <Button kind="primary" tall submit busy={busy}>
          {draftYet ? t("save.draft") : t("save")}
        </Button>
      </div>
      {merging && <MergeDialog merging={merging} onSave={() => void save()} />}
    </form>
  );
}

function mayLeave(): Promise<boolean> {
  return confirmed({
    title: staffWord("unsaved.title"),
    lead: staffWord("unsaved.lead"),
    yes: staffWord("unsaved.leave"),
    no: staffWord("unsaved.stay"),
    danger: true,
  });
}
