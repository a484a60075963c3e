import { useSignal } from "@preact/signals";
import { Dialog } from "../../staff/Dialog";
import { useSubmit } from "../../staff/entry/useSubmit";
import { Select, TextField } from "../../staff/form";
import { ofOrganisation } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { useLoader, WithLoaded } from "../../staff/states";
import { type Column, Table } from "../../staff/Table";
import { day } from "../../staff/when";
import { type Key as SharedKey, t as shared } from "../../staff/words";
import { Button } from "../../ui/controls";
import { into } from "../../ui/into";
import { Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { type Invitation, roleOptions } from "./roles";
import { t } from "./words";

export function Invitations() {
  const inviting = useSignal(false);
  const failure = useSignal<unknown>(null);
  const found = useLoader(() =>
    staffCall<{ invitations: Invitation[] }>(ofOrganisation("/invitations")),
  );
  const withdraw = async (invitation: Invitation) => {
    failure.value = null;
    try {
      await staffCall(ofOrganisation(`/invitations/${invitation.id}`), { method: "DELETE" });
      say(t("invitations.withdrawn"));
      found.reload();
    } catch (reason) {
      failure.value = reason;
    }
  };
  return (
    <section class="stack" aria-labelledby="invitations-title">
      <header class="page-head">
        <h2 id="invitations-title">{t("invitations")}</h2>
        <Button
          kind="primary"
          icon="plus"
          onClick={() => {
            inviting.value = true;
          }}
        >
          {t("invite")}
        </Button>
      </header>
      {failure.value !== null && <Failed failure={failure.value} />}
      <WithLoaded from={found} lines={1}>
        {({ invitations }) =>
          invitations.length === 0 ? (
            <p class="note">{t("invitations.none")}</p>
          ) : (
            <Table
              caption={t("invitations")}
              hideCaption
              columns={columns((one) => void withdraw(one))}
              rows={invitations}
              id={(one) => one.id}
            />
          )
        }
      </WithLoaded>
      {inviting.value && (
        <Invite
          onClose={() => {
            inviting.value = false;
          }}
          onDone={() => {
            inviting.value = false;
            found.reload();
          }}
        />
      )}
    </section>
  );
}

function columns(withdraw: (invitation: Invitation) => void): Column<Invitation>[] {
  return [
    { key: "email", label: t("email"), heads: true, cell: (one) => one.email },
    { key: "role", label: t("role"), cell: (one) => shared(`role.${one.role}` as SharedKey) },
    { key: "until", label: t("invitations.until"), cell: (one) => day(one.expires_at) },
    {
      key: "withdraw",
      label: t("invitations.withdraw"),
      quiet: true,
      cell: (one) => (
        <Button kind="quiet" onClick={() => withdraw(one)}>
          {t("invitations.withdraw")}
          <span class="sr">{t("invitations.withdraw.of", { email: one.email })}</span>
        </Button>
      ),
    },
  ];
}

function Invite({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const email = useSignal("");
  const role = useSignal<string>("editor");
  const form = useSubmit(async () => {
    const body = { email: email.value.trim(), role: role.value };
    await staffCall(ofOrganisation("/invitations"), { method: "POST", body });
    say(t("invited", { email: body.email }));
    onDone();
  });
  return (
    <Dialog title={t("invite.title")} onClose={onClose}>
      <form class="form" onSubmit={form.submit} noValidate>
        <p>{t("invite.lead")}</p>
        {form.failure.value !== null && <Failed failure={form.failure.value} />}
        <TextField
          at="/email"
          label={t("email")}
          type="email"
          value={email.value}
          onInput={into(email)}
          faults={form.faults}
          required
        />
        <Select
          at="/role"
          label={t("role")}
          value={role.value}
          options={roleOptions()}
          onChange={into(role)}
          faults={form.faults}
        />
        <div class="row end">
          <Button onClick={onClose}>{shared("cancel")}</Button>
          <Button kind="primary" submit busy={form.busy.value}>
            {t("invite")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
