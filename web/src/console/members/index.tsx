import { Page } from "../../staff/Page";
import { may, me, ofOrganisation } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { useLoader, WithLoaded } from "../../staff/states";
import { Invitations } from "./Invitations";
import { MemberTable } from "./MemberTable";
import { NewOrganisation } from "./NewOrganisation";
import { OrganisationForm } from "./OrganisationForm";
import type { Member } from "./roles";
import { t } from "./words";

export default function Members() {
  const found = useLoader(() =>
    staffCall<{ members: Member[] }>(ofOrganisation("/members")).then(({ members }) => members),
  );
  return (
    <Page title={t("title")}>
      <section class="stack" aria-labelledby="members-title">
        <h2 id="members-title">{t("members")}</h2>
        <WithLoaded from={found}>
          {(members) => <MemberTable members={members} onChange={found.put} />}
        </WithLoaded>
        {!may("owner") && <p class="note">{t("owners")}</p>}
      </section>
      {may("owner") && <Invitations />}
      <OrganisationForm />
      {me.value?.is_admin && <NewOrganisation />}
    </Page>
  );
}
