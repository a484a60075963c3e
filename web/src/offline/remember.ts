/** Ask the network first, and what the device remembers where there is none. */
import { Problem } from "../api/problem";
import { read, write } from "./db";

export async function remembered<T>(name: string, ask: () => Promise<T>): Promise<T> {
  try {
    const fresh = await ask();
    void write((db) => db.put("facts", fresh, name));
    return fresh;
  } catch (failure) {
    if (!(failure instanceof Problem && (failure.isOffline || failure.status >= 502)))
      throw failure;
    const kept = (await read((db) => db.get("facts", name))) as T | undefined;
    if (kept === undefined) throw failure;
    return kept;
  }
}
