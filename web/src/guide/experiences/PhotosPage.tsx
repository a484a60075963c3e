import { Page } from "../../staff/Page";
import { Photos } from "../../staff/photos/Photos";
import { hrefOf } from "../../staff/route";
import { may } from "../../staff/session";
import { useLoader, WithLoaded } from "../../staff/states";
import { getExperience } from "../api";
import { t } from "./words";

export function PhotosPage({ id }: { id: string }) {
  const loader = useLoader(() => getExperience(id));
  const list = `/v1/experiences/${encodeURIComponent(id)}/photos`;
  return (
    <Page
      title={t("photos")}
      lead={loader.value.value?.value.title}
      back={{ href: hrefOf("experiences", id), label: t("back.one") }}
    >
      <WithLoaded from={loader} lines={2}>
        {({ value }) => (
          <Photos
            list={list}
            one={(photo) => `${list}/${encodeURIComponent(photo)}`}
            languages={Object.keys(value.texts).sort(
              (a, b) => Number(b === "ja") - Number(a === "ja"),
            )}
            readOnly={!may("owner", "editor")}
          />
        )}
      </WithLoaded>
    </Page>
  );
}
