/** Give the focus to the rows, where the button that had it is gone or stands below them. */
export function focusRows(): void {
  document.getElementById("import-rows")?.focus({ preventScroll: true });
}
