/** The form of an experience, new or kept. What was typed survives a lost page on this device. */
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { listCategories } from "../../../api/places";
import { confirmed } from "../../../staff/Dialog";
import { type Faults, faultsOf } from "../../../staff/faults";
import { FaultSummary } from "../../../staff/form";
import { Page } from "../../../staff/Page";
import { askBeforeLeaving, go, hrefOf } from "../../../staff/route";
import { organisation, regions } from "../../../staff/session";
import type { Versioned } from "../../../staff/staffCall";
import { ChangeFailed, useLoader, WithLoaded } from "../../../staff/states";
import { t as staffWord } from "../../../staff/words";
import { Button } from "../../../ui/controls";
import { Callout } from "../../../ui/pieces";
import { say } from "../../../ui/toasts";
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
          <Form
            key={kept?.etag ?? "new"}
            kept={kept}
            categories={categories}
            onReload={loader.reload}
          />
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
  categories: Awaited<ReturnType<typeof listCategories>>;
  onReload: () => void;
}

interface KeptDraft {
  etag: string;
  draft: Draft;
}

function startOf(kept: Versioned<Experience> | null): Draft {
  if (kept) return draftOf(kept.value);
  const region = organisation.value?.region_code ?? regions.value[0]?.code ?? "";
  return newDraft(region, "ja");
}

function Form({ kept, categories, onReload }: FormProps) {
  const name = `draft.${kept?.value.id ?? "new"}`;
  const before = keptOn<KeptDraft>(name)?.value;
  const found = before && before.etag === (kept?.etag ?? "") ? before.draft : null;
  const draft = useSignal<Draft>(found ?? startOf(kept));
  const restored = useSignal(found !== null);
  const dirty = useSignal(found !== null);
  const busy = useSignal(false);
  const faults = useSignal<Faults>({});
  const failure = useSignal<unknown>(null);
  const currency = regions.value.find((one) => one.code === draft.value.region)?.currency ?? "JPY";

  const set = (part: Partial<Draft>) => {
    draft.value = { ...draft.value, ...part };
    dirty.value = true;
    keep<KeptDraft>(name, { etag: kept?.etag ?? "", draft: draft.value });
  };

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

  const save = async () => {
    const { body, faults: local } = sentOf(draft.value, currency);
    failure.value = null;
    faults.value = Object.fromEntries(local.map((one) => [one.pointer, t(`fault.${one.word}`)]));
    if (local.length > 0) return;
    busy.value = true;
    try {
      const saved = await sendIt(kept, draft.value.region, body);
      dirty.value = false;
      drop(name);
      say(t("saved"));
      go(hrefOf("experiences", saved.value.id), true);
    } catch (reason) {
      faults.value = faultsOf(reason);
      if (Object.keys(faults.value).length === 0) failure.value = reason;
    } finally {
      busy.value = false;
    }
  };

  const props = { draft: draft.value, set, faults: faults.value, currency };
  const draftYet = !kept || kept.value.status === "draft";
  return (
    <form
      class="stack experience-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy.value) void save();
      }}
    >
      {restored.value && (
        <Callout icon="info">
          <p>{t("restored")}</p>
          <Button
            onClick={() => {
              draft.value = startOf(kept);
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
      {failure.value !== null && <ChangeFailed failure={failure.value} onReload={onReload} />}
      <TextsSection {...props} />
      <BasicsSection {...props} categories={categories} isNew={!kept} />
      <PlaceSection {...props} />
      <SizeSection {...props} />
      <PricesSection {...props} />
      <RulesSection {...props} />
      <CancellationSection {...props} />
      <AccessSection {...props} />
      <div class="save-bar">
        <Button kind="primary" tall submit busy={busy.value}>
          {draftYet ? t("save.draft") : t("save")}
        </Button>
      </div>
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

type Body = ReturnType<typeof sentOf>["body"];

function sendIt(kept: Versioned<Experience> | null, region: string, body: Body) {
  if (!kept)
    return createExperience({ ...body, region, organisation_id: organisation.value?.id ?? "" });
  return changeExperience(kept.value.id, changeOf(body, kept.value), kept.etag);
}
