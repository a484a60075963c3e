import type { ComponentChildren } from "preact";
import type { Faults } from "../../staff/faults";
import { type TextPart, type Texts, TextsEditor } from "../../staff/texts/TextsEditor";
import { atFirst } from "./texts";

/** A text of the entry in several languages. */
interface Field {
  key: string;
  label: string;
  /** JSON pointer of all its languages, such as `/titles`. */
  field: string;
}

interface WordsFieldsProps {
  heading: string;
  hint: string;
  /** What the entry is called. */
  name: Field;
  /** What more is said of it, in so many lines. */
  more: Field & { rows: number };
  value: Texts;
  faults: Faults;
  onChange: (texts: Texts) => void;
  children?: ComponentChildren;
}

/** What an entry is called and what it says, by language. */
export function WordsFields(props: WordsFieldsProps) {
  const { name, more } = props;
  return (
    <section class="card section">
      <h2>{props.heading}</h2>
      <p class="note">{props.hint}</p>
      <TextsEditor
        parts={[
          { ...partOf(name), required: true },
          { ...partOf(more), rows: more.rows },
        ]}
        value={props.value}
        languages={["ja", "en"]}
        faults={atFirst(props.faults, name.field)}
        onChange={props.onChange}
      />
      {props.children}
    </section>
  );
}

function partOf({ key, label, field }: Field): TextPart {
  return { key, label, at: (language) => `${field}/${language}` };
}
