import { type Faults, faultAt, fieldId } from "../../staff/faults";
import { categories } from "./categories";
import { t } from "./words";

interface CategoryPickerProps {
  value: string[];
  onChange: (value: string[]) => void;
  faults: Faults;
  readOnly: boolean;
}

/** Chips that are pressed; the first that was chosen is the main one, and shown to be. */
export function CategoryPicker({ value, onChange, faults, readOnly }: CategoryPickerProps) {
  const id = fieldId("/categories");
  const fault = faultAt(faults, "/categories");
  const toggle = (code: string) =>
    onChange(value.includes(code) ? value.filter((one) => one !== code) : [...value, code]);
  return (
    <fieldset
      class="field"
      id={id}
      tabIndex={-1}
      aria-describedby={fault ? `${id}-fault` : `${id}-hint`}
    >
      <legend>{t("categories")}</legend>
      <div class="chips">
        {categories.value.map(({ code, name }) => (
          <button
            key={code}
            type="button"
            class="chip plain"
            disabled={readOnly}
            aria-pressed={value.includes(code)}
            onClick={() => toggle(code)}
          >
            {value[0] === code && <span aria-hidden="true">①</span>}
            {name}
          </button>
        ))}
      </div>
      <span class="note" id={`${id}-hint`}>
        {t("categories.hint")}
      </span>
      {fault && (
        <span class="fault" id={`${id}-fault`}>
          {fault}
        </span>
      )}
    </fieldset>
  );
}
