import { Page } from "../Page";
import { me, nameOf, organisations, roleIn } from "../session";
import { t as shared } from "../words";
import { AboutMe } from "./AboutMe";
import { ChangePassword } from "./ChangePassword";
import { Erase } from "./Erase";
import { Export } from "./Export";
import { t } from "./words";

/** One's own account, in both staff apps. */
export function AccountPage() {
  return (
    <Page title={t("title")}>
      <AboutMe />
      <Memberships />
      <ChangePassword />
      <Export />
      <Erase />
    </Page>
  );
}

function Memberships() {
  if (organisations.value.length === 0 || me.value?.is_admin) return null;
  return (
    <section class="card" aria-labelledby="memberships">
      <h2 id="memberships">{t("memberships")}</h2>
      <ul>
        {organisations.value.map((one) => (
          <li key={one.id}>
            {nameOf(one.names)}{" "}
            <span class="note">{shared(`role.${roleIn(one.id) ?? "viewer"}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
