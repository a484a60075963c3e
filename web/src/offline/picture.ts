/** A picture as the device keeps it: as bytes, because WebKit keeps no `Blob` in private windows. */
export interface Picture {
  type: string;
  bytes: ArrayBuffer;
}

export async function pictureOf(blob: Blob): Promise<Picture> {
  return { type: blob.type, bytes: await blob.arrayBuffer() };
}

/** What can be shown; devices have kept some as `Blob`s since before. */
export function blobOf(kept: Picture | Blob): Blob {
  return kept instanceof Blob ? kept : new Blob([kept.bytes], { type: kept.type });
}
