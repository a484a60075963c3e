import type { Photo } from "../../api/types";
import { language, t } from "../../i18n";

/** Photos to swipe through, each with whom to thank. */
export function Photos({ photos }: { photos: Photo[] }) {
  if (photos.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <ul class="photos" aria-label={t("spot.photos")} tabIndex={0}>
      {photos.map((photo) => (
        <li key={photo.id}>
          <figure>
            <img
              src={photo.small_url}
              width={photo.width}
              height={photo.height}
              alt={photo.captions[language.value] ?? photo.caption}
              loading="lazy"
            />
            <figcaption class="note">
              {photo.captions[language.value] ?? photo.caption}{" "}
              <span>
                © {photo.author || photo.holder}, {photo.licence}
              </span>
            </figcaption>
          </figure>
        </li>
      ))}
    </ul>
  );
}
