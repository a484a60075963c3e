import type { ComponentChildren } from "preact";
import { Button } from "../../ui/controls";
import { Failed } from "../../ui/pieces";
import type { useSubmit } from "./useSubmit";

interface EntryFormProps {
  form: ReturnType<typeof useSubmit>;
  /** What stands above a failure. */
  lead?: ComponentChildren;
  /** What the button that sends says. */
  send: string;
  /** Other ways on, below that button. */
  ways: ComponentChildren;
  children: ComponentChildren;
}

/** A form of the sheet for who is not signed in: what failed, fields, and one wide button. */
export function EntryForm({ form, lead, send, ways, children }: EntryFormProps) {
  return (
    <form class="form" onSubmit={form.submit} noValidate>
      {lead}
      {form.failure.value !== null && <Failed failure={form.failure.value} />}
      {children}
      <Button kind="primary" wide submit busy={form.busy.value}>
        {send}
      </Button>
      {ways}
    </form>
  );
}
