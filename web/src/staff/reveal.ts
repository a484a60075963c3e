/** Bringing a field into sight that something folds away: a language, a section. */

/** Sent from the field upwards; whoever hides it shows it. */
export const REVEAL = "yorimichi:reveal";

/** Show the field with this id, wherever it is hidden, and give it the focus. */
export function showField(id: string): void {
  const field = document.getElementById(id);
  if (!field) return;
  field.dispatchEvent(new CustomEvent(REVEAL, { bubbles: true }));
  requestAnimationFrame(() => {
    const target = field.matches("input, select, textarea, button, [tabindex]")
      ? field
      : field.querySelector<HTMLElement>("input, select, textarea, button");
    target?.focus();
    field.scrollIntoView({ block: "center" });
  });
}
