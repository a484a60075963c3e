import { useSignal } from "@preact/signals";
import { render } from "preact";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../src/api/problem";
import { FormFailed } from "../src/staff/FormFailed";
import { faultsOf } from "../src/staff/faults";
import { TextField } from "../src/staff/form";
import { into } from "../src/ui/into";

const root = document.createElement("div");
beforeEach(() => document.body.append(root));
afterEach(() => {
  render(null, root);
  root.remove();
});

const refused = () =>
  new Problem("invalid", 422, "", [{ pointer: "/name", code: "needed", message: "Say a name." }]);

function Form({ failure }: { failure: Problem }) {
  const name = useSignal("");
  const faults = faultsOf(failure);
  return (
    <>
      <FormFailed failure={failure} faults={faults} />
      <TextField at="/name" label="name" value={name.value} onInput={into(name)} faults={faults} />
    </>
  );
}

const summary = () => root.querySelector<HTMLElement>("[role=alert]");
const field = () => root.querySelector("input");

test("faults take the focus when they appear, not with each key that is pressed", async () => {
  render(<Form failure={refused()} />, root);
  await vi.waitFor(() => expect(document.activeElement).toBe(summary()));
  field()?.focus();
  for (const typed of ["f", "fi", "field"]) {
    const input = field();
    if (input) input.value = typed;
    input?.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await new Promise((later) => setTimeout(later, 50));
  }
  expect(field()?.value).toBe("field");
  expect(document.activeElement).toBe(field());
});

test("a second refusal takes the focus again", async () => {
  render(<Form failure={refused()} />, root);
  await vi.waitFor(() => expect(document.activeElement).toBe(summary()));
  field()?.focus();
  render(<Form failure={refused()} />, root);
  await vi.waitFor(() => expect(document.activeElement).toBe(summary()));
});
