import { useSignal } from "@preact/signals";
import { confirmed } from "../../staff/Dialog";
import { go, hrefOf } from "../../staff/route";
import { loadSession, may, me, ofOrganisation } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { type Column, Table } from "../../staff/Table";
import { type Key as SharedKey, t as shared } from "../../staff/words";
import { Button } from "../../ui/controls";
import { Failed } from "../../ui/pieces";
import { say } from "../../ui/toasts";
import { type Member, roleOptions } from "./roles";
import { t } from "./words";

interface MemberTableProps {
  members: Member[];
  onChange: (members: Member[]) => void;
}

export function MemberTable({ members, onChange }: MemberTableProps) {
  const failure = useSignal<unknown>(null);
  const tried = async (run: () => Promise<void>) => {
    failure.value = null;
    await run().catch((reason: unknown) => {
      failure.value = reason;
      // The choice that was refused goes back to what holds.
      onChange([...members]);
    });
  };
  const pathOf = (member: Member) => ofOrganisation(`/members/${member.account_id}`);
  const setRole = (member: Member, role: string) =>
    tried(async () => {
      const options = { method: "PATCH", body: { role } } as const;
      onChange((await staffCall<{ members: Member[] }>(pathOf(member), options)).members);
      say(t("role.changed", { name: member.name }));
      if (member.account_id === me.value?.id) await loadSession();
    });
  const remove = async (member: Member) => {
    const isMe = member.account_id === me.value?.id;
    const { name } = member;
    const question = isMe
      ? { title: t("leave.sure"), lead: t("leave.lead"), yes: t("leave") }
      : { title: t("remove.sure", { name }), lead: t("remove.lead"), yes: t("remove") };
    if (!(await confirmed({ ...question, danger: true }))) return;
    await tried(async () => {
      await staffCall(pathOf(member), { method: "DELETE" });
      if (isMe) {
        await loadSession();
        say(t("left"));
        return go(hrefOf());
      }
      onChange(members.filter((one) => one !== member));
      say(t("removed", { name }));
    });
  };
  return (
    <>
      {failure.value !== null && <Failed failure={failure.value} />}
      <Table
        caption={t("members")}
        hideCaption
        columns={columns(setRole, remove)}
        rows={members}
        id={(member) => member.account_id}
      />
    </>
  );
}

function columns(
  setRole: (member: Member, role: string) => Promise<void>,
  remove: (member: Member) => Promise<void>,
): Column<Member>[] {
  const isMe = (member: Member) => member.account_id === me.value?.id;
  return [
    {
      key: "name",
      label: t("name"),
      heads: true,
      cell: (one) => `${one.name}${isMe(one) ? t("members.you") : ""}`,
    },
    { key: "email", label: t("email"), cell: (one) => one.email },
    {
      key: "role",
      label: t("role"),
      cell: (one) =>
        may("owner") ? (
          <RoleChoice member={one} onChoose={(role) => void setRole(one, role)} />
        ) : (
          shared(`role.${one.role}` as SharedKey)
        ),
    },
    {
      key: "remove",
      label: t("remove"),
      quiet: true,
      cell: (one) =>
        isMe(one) || may("owner") ? (
          <Button kind="quiet" onClick={() => void remove(one)}>
            {isMe(one) ? t("leave") : t("remove")}
            {!isMe(one) && <span class="sr">{t("remove.of", { name: one.name })}</span>}
          </Button>
        ) : null,
    },
  ];
}

function RoleChoice({ member, onChoose }: { member: Member; onChoose: (role: string) => void }) {
  return (
    <select
      class="input"
      aria-label={t("role.of", { name: member.name })}
      value={member.role}
      onChange={(event) => onChoose(event.currentTarget.value)}
    >
      {roleOptions().map(({ value }) => (
        <option key={value} value={value}>
          {shared(`role.${value}`)}
        </option>
      ))}
    </select>
  );
}
