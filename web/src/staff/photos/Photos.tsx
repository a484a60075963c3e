/** Photos of a spot or an experience: in order, with what belongs to each. */
import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Problem } from "../../api/problem";
import type { Photo } from "../../api/types";
import { Button, IconButton } from "../../ui/controls";
import { Tag } from "../../ui/pieces";
import { confirmed } from "../Dialog";
import { staffCall, type Versioned, versionedCall } from "../staffCall";
import { ChangeFailed, useLoader, WithLoaded } from "../states";
import { t } from "../words";
import { EditPhoto } from "./EditPhoto";
import { NewPhoto } from "./NewPhoto";
import "./photos.css";
import { StaffImage } from "./StaffImage";

interface PhotosProps {
  /** Where they are listed and new ones posted, such as `/v1/spots/{id}/photos`. */
  list: string;
  /** Where one of them is. */
  one: (photoId: string) => string;
  /** In which it can say what it shows; the thing's own language first. */
  languages: readonly string[];
  /** The version of the thing that is on the page, where more of it is edited there. */
  seen?: string;
  /** The thing has another version now, which its next change must name; by others, perhaps. */
  onVersion?: () => unknown;
  readOnly?: boolean;
}

export function Photos({ list, one, languages, seen, onVersion, readOnly }: PhotosProps) {
  const box = useRef<HTMLDivElement>(null);
  const adding = useSignal(false);
  const editing = useSignal<Photo | null>(null);
  const failure = useSignal<unknown>(null);
  const found = useLoader(() => versionedCall<{ photos: Photo[] }>(list));
  const etag = () => seen ?? found.value.peek()?.etag;

  /** Take what there is now, and tell whose photos they are that it changed. */
  const refresh = async () => {
    const now = await versionedCall<{ photos: Photo[] }>(list);
    found.put(now);
    await onVersion?.();
    return now;
  };
  const move = async (photo: Photo, position: number) => {
    await staffCall(one(photo.id), { method: "PATCH", body: { position }, match: etag() });
    await refresh();
  };
  const load = async (id: string): Promise<Versioned<Photo>> => {
    const now = await refresh();
    const photo = now.value.photos.find((kept) => kept.id === id);
    if (!photo) throw new Problem("photo_not_found", 404, t("photos.gone"));
    return { value: photo, etag: now.etag };
  };
  const tried = async (run: () => Promise<unknown>) => {
    failure.value = null;
    await run().catch((reason: unknown) => {
      failure.value = reason;
    });
  };
  const reload = () => {
    failure.value = null;
    void tried(refresh);
  };
  const remove = async (photo: Photo) => {
    const lead = t("photos.remove.lead");
    const question = { title: t("photos.remove.title"), lead, yes: t("remove"), danger: true };
    if (!(await confirmed(question))) return;
    await tried(async () => {
      await staffCall(one(photo.id), { method: "DELETE", match: etag() });
      await refresh();
      // The button that was pressed has gone with its photo.
      box.current?.focus();
    });
  };

  const edited = editing.value?.id ?? "";
  const endEditing = () => {
    editing.value = null;
  };

  return (
    <div class="stack" ref={box} tabIndex={-1}>
      {failure.value !== null && <ChangeFailed failure={failure.value} onReload={reload} />}
      <WithLoaded from={found} lines={2}>
        {({ value: { photos } }) =>
          photos.length === 0 ? (
            <p class="note">{t("photos.none")}</p>
          ) : (
            <ol class="photo-list">
              {photos.map((photo, index) => (
                <PhotoRow
                  key={photo.id}
                  photo={photo}
                  place={index}
                  count={photos.length}
                  readOnly={readOnly ?? false}
                  onMove={(position) => void tried(() => move(photo, position))}
                  onEdit={() => {
                    editing.value = photo;
                  }}
                  onRemove={() => void remove(photo)}
                />
              ))}
            </ol>
          )
        }
      </WithLoaded>
      {!readOnly && (
        <div>
          <Button
            icon="plus"
            onClick={() => {
              adding.value = true;
            }}
          >
            {t("photos.add")}
          </Button>
        </div>
      )}
      {adding.value && (
        <NewPhoto
          to={list}
          languages={languages}
          onClose={() => {
            adding.value = false;
          }}
          onSent={() => {
            adding.value = false;
            void tried(refresh);
          }}
        />
      )}
      {editing.value && (
        <EditPhoto
          key={editing.value.id}
          photo={editing.value}
          etag={etag() ?? ""}
          languages={languages}
          load={() => load(edited)}
          save={(body, match) =>
            versionedCall<Photo>(one(edited), { method: "PATCH", body, match })
          }
          onClose={endEditing}
          onSaved={() => {
            endEditing();
            void tried(refresh);
          }}
        />
      )}
    </div>
  );
}

interface RowProps {
  photo: Photo;
  place: number;
  count: number;
  readOnly: boolean;
  onMove: (position: number) => void;
  onEdit: () => void;
  onRemove: () => void;
}

function PhotoRow({ photo, place, count, readOnly, onMove, onEdit, onRemove }: RowProps) {
  const caption = photo.caption || t("photos.untitled", { number: place + 1 });
  return (
    <li>
      <StaffImage src={photo.small_url} alt={caption} />
      <div class="photo-words">
        {place === 0 && <Tag tone="leaf">{t("photos.first")}</Tag>}
        <strong>{caption}</strong>
        <span class="note">
          © {photo.author} / {photo.holder}, {photo.licence}
        </span>
      </div>
      {!readOnly && (
        <div class="row">
          <IconButton
            icon="up"
            label={t("photos.up", { caption })}
            disabled={place === 0}
            onClick={() => onMove(place - 1)}
          />
          <IconButton
            icon="down"
            label={t("photos.down", { caption })}
            disabled={place === count - 1}
            onClick={() => onMove(place + 1)}
          />
          <IconButton icon="edit" label={t("photos.edit", { caption })} onClick={onEdit} />
          <IconButton icon="trash" label={t("photos.remove", { caption })} onClick={onRemove} />
        </div>
      )}
    </li>
  );
}
