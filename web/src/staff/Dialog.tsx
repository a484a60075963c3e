import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Button, IconButton } from "../ui/controls";
import { t } from "./words";

interface DialogProps {
  title: string;
  children: ComponentChildren;
  onClose: () => void;
  wide?: boolean;
}

/** A modal dialog: the browser keeps the focus inside, Escape closes, the focus goes back. */
export function Dialog({ title, children, onClose, wide }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    box.current?.showModal();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <dialog
      class={wide ? "dialog wide" : "dialog"}
      ref={box}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header class="dialog-head">
        <h2>{title}</h2>
        <IconButton icon="close" label={t("close")} onClick={onClose} />
      </header>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}

interface Question {
  title: string;
  lead?: string;
  /** What the button that does it says. */
  yes: string;
  no?: string;
  danger?: boolean;
}

const asked = signal<(Question & { done: (yes: boolean) => void }) | null>(null);

/** Ask whether to go on; true where the person says so. */
export function confirmed(question: Question): Promise<boolean> {
  asked.value?.done(false);
  return new Promise((resolve) => {
    asked.value = {
      ...question,
      done: (yes) => {
        asked.value = null;
        resolve(yes);
      },
    };
  });
}

/** Ask whether to leave what is not saved. */
export function leavingConfirmed(): Promise<boolean> {
  return confirmed({
    title: t("unsaved.title"),
    lead: t("unsaved.lead"),
    yes: t("unsaved.leave"),
    no: t("unsaved.stay"),
    danger: true,
  });
}

/** Where `confirmed` appears; the shell holds one. */
export function Confirmation() {
  const question = asked.value;
  if (!question) return null;
  return (
    <Dialog title={question.title} onClose={() => question.done(false)}>
      {question.lead && <p>{question.lead}</p>}
      <div class="row end">
        <Button onClick={() => question.done(false)}>{question.no ?? t("cancel")}</Button>
        <Button kind={question.danger ? "danger" : "primary"} onClick={() => question.done(true)}>
          {question.yes}
        </Button>
      </div>
    </Dialog>
  );
}
