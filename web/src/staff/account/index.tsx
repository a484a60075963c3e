import { Page } from "../Page";
import { me } from "../session";
import { t } from "../words";

export function AccountPage() {
  return <Page title={t("account")}>{me.value?.email}</Page>;
}
