/** Places on waiting lists whose keys are on this device. */
import { signal } from "@preact/signals";
import { read, write } from "../../offline/db";

export interface KeptPlace {
  slotId: string;
  entryId: string;
  key: string;
}

const NAME = "waiting";

export const places = signal<KeptPlace[]>([]);

export async function loadPlaces(): Promise<void> {
  const kept = (await read((db) => db.get("facts", NAME))) as KeptPlace[] | undefined;
  places.value = kept ?? places.value;
}

function put(kept: KeptPlace[]): Promise<unknown> {
  places.value = kept;
  return write((db) => db.put("facts", kept, NAME));
}

export async function keepPlace({ slotId, entryId, key }: KeptPlace): Promise<void> {
  const others = places.value.filter((one) => one.entryId !== entryId);
  await put([...others, { slotId, entryId, key }]);
}

export async function forgetPlace(entryId: string): Promise<void> {
  await put(places.value.filter((one) => one.entryId !== entryId));
}
