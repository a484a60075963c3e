import { signal } from "@preact/signals";
import { listCategories } from "../../api/places";
import type { Category } from "../../api/types";

/** All categories; none until they have come. */
export const categories = signal<Category[]>([]);

export function loadCategories(): void {
  if (categories.value.length > 0) return;
  listCategories().then(
    (found) => {
      categories.value = found;
    },
    () => undefined,
  );
}

export function nameOfCategory(code: string): string {
  return categories.value.find((one) => one.code === code)?.name ?? code;
}
