/** Colleagues by the accounts that the service names. */
import { ofOrganisation } from "./session";
import { staffCall } from "./staffCall";

interface Members {
  members: { account_id: string; name: string }[];
}

/** The names of the organisation's people; who has left is not among them. */
export async function peopleHere(): Promise<Record<string, string>> {
  const { members } = await staffCall<Members>(ofOrganisation("/members"));
  return Object.fromEntries(members.map((one) => [one.account_id, one.name]));
}
