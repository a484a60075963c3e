/** A part of the form under its own heading, and what each of them is given. */
import type { ComponentChildren } from "preact";
import type { Faults } from "../../../staff/faults";
import type { Draft } from "../draft";

export interface SectionProps {
  draft: Draft;
  set: (part: Partial<Draft>) => void;
  faults: Faults;
  currency: string;
}

export function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <fieldset class="form-section">
      <legend>
        <h2>{title}</h2>
      </legend>
      <div class="form">{children}</div>
    </fieldset>
  );
}
