/** Put a text where the reader pastes from; false where the browser does not let us. */
export async function copyText(text: string): Promise<boolean> {
  try {
    // Not there on pages over plain http.
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement;
  const field = document.createElement("textarea");
  field.className = "sr";
  field.value = text;
  // A modal dialog lets nothing outside of it be selected.
  (before?.closest("dialog") ?? document.body).append(field);
  field.select();
  const copied = document.execCommand?.("copy") ?? false;
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
