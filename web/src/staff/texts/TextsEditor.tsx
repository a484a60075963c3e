/** Texts in several languages, one language in sight at a time. */
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { languageName } from "../../i18n/format";
import { Button } from "../../ui/controls";
import { Tag } from "../../ui/pieces";
import { confirmed } from "../Dialog";
import { type Faults, faultAt } from "../faults";
import { Select, TextArea, TextField } from "../form";
import { REVEAL } from "../reveal";
import { t } from "../words";
import "./texts.css";
import { into } from "../../ui/into";

/** By language, then by field. */
export type Texts = Record<string, Record<string, string>>;

export interface TextPart {
  key: string;
  label: string;
  /** JSON pointer of the field in a language, such as `/names/ja`. */
  at: (language: string) => string;
  /** So many lines; one where left out. */
  rows?: number;
  required?: boolean;
  hint?: string;
}

export interface Standing {
  machine?: boolean;
  outdated?: boolean;
}

interface TextsEditorProps {
  parts: readonly TextPart[];
  value: Texts;
  onChange: (value: Texts) => void;
  /** The first is what others are translated from. */
  languages: readonly string[];
  faults?: Faults | undefined;
  standing?: Record<string, Standing>;
  /** Extra buttons for a language, such as to have it translated. */
  tools?: (language: string) => preact.ComponentChildren;
  readOnly?: boolean;
}

const OFFERED = ["ja", "en", "zh-Hans", "zh-Hant", "ko", "fr", "de", "es", "it", "th", "fi", "sv"];

/** Languages to show: those asked for, then those that have words. */
export function shownLanguages(languages: readonly string[], value: Texts): string[] {
  return [...new Set([...languages, ...Object.keys(value)])];
}

export function isEmpty(texts: Record<string, string> | undefined): boolean {
  return Object.values(texts ?? {}).every((text) => text.trim() === "");
}

export function TextsEditor(props: TextsEditorProps) {
  const { parts, value, faults = {}, standing = {} } = props;
  const all = shownLanguages(props.languages, value);
  const active = useSignal(all[0] ?? "ja");
  const box = useRef<HTMLDivElement>(null);
  const atFault = (language: string) =>
    parts.some((part) => faultAt(faults, part.at(language)) !== undefined);

  useEffect(() => {
    const first = all.find(atFault);
    if (first) active.value = first;
  }, [faults]);
  useEffect(() => {
    const reveal = (event: Event) => {
      const panel = (event.target as Element).closest<HTMLElement>("[data-language]");
      if (panel?.dataset.language) active.value = panel.dataset.language;
    };
    box.current?.addEventListener(REVEAL, reveal);
    return () => box.current?.removeEventListener(REVEAL, reveal);
  }, []);

  return (
    <div class="texts" ref={box}>
      <div class="texts-bar">
        <div class="texts-tabs" role="tablist" aria-label={t("texts.languages")}>
          {all.map((language, index) => (
            <LanguageTab
              key={language}
              language={language}
              isOriginal={index === 0}
              isActive={language === active.value}
              isAtFault={atFault(language)}
              isEmpty={isEmpty(value[language])}
              standing={standing[language] ?? {}}
              onOpen={into(active)}
              all={all}
            />
          ))}
        </div>
        {!props.readOnly && (
          <AddLanguage
            taken={all}
            onAdd={(language) => {
              props.onChange({ ...value, [language]: {} });
              active.value = language;
            }}
          />
        )}
      </div>
      {all.map((language) => (
        <Panel
          key={language}
          {...props}
          language={language}
          isActive={language === active.value}
          onRemoved={() => {
            active.value = all[0] ?? language;
          }}
        />
      ))}
    </div>
  );
}

interface TabProps {
  language: string;
  isOriginal: boolean;
  isActive: boolean;
  isAtFault: boolean;
  isEmpty: boolean;
  standing: Standing;
  all: string[];
  onOpen: (language: string) => void;
}

function LanguageTab(props: TabProps) {
  const { language, isActive, standing, all } = props;
  const move = (event: KeyboardEvent) => {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = all[(all.indexOf(language) + by + all.length) % all.length];
    if (by === 0 || !next) return;
    event.preventDefault();
    props.onOpen(next);
    document.getElementById(`texts-tab-${next}`)?.focus();
  };
  return (
    <button
      type="button"
      role="tab"
      id={`texts-tab-${language}`}
      aria-selected={isActive}
      aria-controls={`texts-panel-${language}`}
      tabIndex={isActive ? 0 : -1}
      class={props.isAtFault ? "texts-tab bad" : "texts-tab"}
      onClick={() => props.onOpen(language)}
      onKeyDown={move}
    >
      {languageName(language)}
      {props.isOriginal && <small>{t("texts.original")}</small>}
      {props.isEmpty && <small>{t("texts.missing")}</small>}
      {standing.machine && <small class="kaki">{t("texts.machine")}</small>}
      {standing.outdated && <small class="kaki">{t("texts.outdated")}</small>}
    </button>
  );
}

interface PanelProps extends TextsEditorProps {
  language: string;
  isActive: boolean;
  onRemoved: () => void;
}

function Panel(props: PanelProps) {
  const { language, parts, value, isActive, standing = {} } = props;
  const texts = value[language] ?? {};
  const state = standing[language] ?? {};
  const isOriginal = language === props.languages[0];
  const remove = async () => {
    const name = languageName(language);
    const title = t("texts.remove", { language: name });
    if (!isEmpty(texts) && !(await confirmed({ title, yes: t("remove"), danger: true }))) return;
    const { [language]: _, ...rest } = value;
    props.onChange(rest);
    props.onRemoved();
  };
  return (
    <div
      role="tabpanel"
      class="form"
      id={`texts-panel-${language}`}
      aria-labelledby={`texts-tab-${language}`}
      data-language={language}
      hidden={!isActive}
    >
      {(state.machine || state.outdated) && (
        <div class="tags">
          {state.machine && <Tag tone="kaki">{t("texts.machine")}</Tag>}
          {state.outdated && <Tag tone="kaki">{t("texts.outdated")}</Tag>}
        </div>
      )}
      {parts.map((part) => {
        const common = {
          at: part.at(language),
          label: part.label,
          hint: part.hint,
          lang: language,
          value: texts[part.key] ?? "",
          faults: props.faults,
          required: part.required && isOriginal,
          readOnly: props.readOnly,
          onInput: (typed: string) =>
            props.onChange({ ...value, [language]: { ...texts, [part.key]: typed } }),
        };
        return part.rows ? (
          <TextArea key={part.key} {...common} rows={part.rows} />
        ) : (
          <TextField key={part.key} {...common} />
        );
      })}
      {!props.readOnly && (
        <div class="row">
          {props.tools?.(language)}
          {!isOriginal && (
            <Button kind="quiet" icon="trash" onClick={() => void remove()}>
              {t("texts.remove", { language: languageName(language) })}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

function AddLanguage({ taken, onAdd }: { taken: string[]; onAdd: (language: string) => void }) {
  const open = useSignal(false);
  const left = OFFERED.filter((language) => !taken.includes(language));
  if (left.length === 0) return null;
  if (!open.value)
    return (
      <Button
        kind="quiet"
        icon="plus"
        onClick={() => {
          open.value = true;
        }}
      >
        {t("texts.add")}
      </Button>
    );
  return (
    <Select
      at="/add-language"
      label={t("texts.add.label")}
      value=""
      options={[
        { value: "", label: "–" },
        ...left.map((value) => ({ value, label: languageName(value) })),
      ]}
      onChange={(language) => {
        open.value = false;
        if (language) onAdd(language);
      }}
    />
  );
}
