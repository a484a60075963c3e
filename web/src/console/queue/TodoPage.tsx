import { useRef } from "preact/hooks";
import { ofOrganisation } from "../../staff/session";
import { staffCall } from "../../staff/staffCall";
import { Empty, useLoader, WithLoaded } from "../../staff/states";
import { Button } from "../../ui/controls";
import { say } from "../../ui/toasts";
import { ExperienceCard } from "./ExperienceCard";
import { type Entry, type Experience, grouped, neighbour } from "./model";
import { SpotCard } from "./SpotCard";
import { type Key, t } from "./words";

interface Todo {
  entries: Entry[];
  experiences: Experience[];
  /** Address of what is behind the entries shown. */
  next: string | undefined;
}

interface QueuePage {
  entries: Entry[];
  links: Record<string, string>;
}

async function firstPage(): Promise<Todo> {
  const [queue, review] = await Promise.all([
    staffCall<QueuePage>(ofOrganisation("/queue"), { query: { limit: 100 } }),
    staffCall<{ experiences: Experience[] }>(ofOrganisation("/experiences-to-review"), {
      query: { limit: 100 },
    }),
  ]);
  return { entries: queue.entries, experiences: review.experiences, next: queue.links.next };
}

export function TodoPage() {
  const todo = useLoader(firstPage);
  const list = useRef<HTMLDivElement>(null);

  /** Take what is settled out of sight, and lead the focus on. */
  const settled = (entry: Entry, told: string) => {
    const now = todo.value.peek();
    if (!now) return;
    const next = neighbour(
      grouped(now.entries).flatMap((group) => group.entries.map((one) => one.spot_id)),
      entry.spot_id,
    );
    todo.put({ ...now, entries: now.entries.filter((one) => one !== entry) });
    say(told);
    requestAnimationFrame(() => {
      const at = next ? document.getElementById(`todo-${next}`) : list.current;
      at?.focus();
    });
  };
  const loadMore = async () => {
    const now = todo.value.peek();
    if (!now?.next) return;
    const page = await staffCall<QueuePage>(now.next);
    todo.put({ ...now, entries: [...now.entries, ...page.entries], next: page.links.next });
  };

  return (
    <div class="stack" ref={list} tabIndex={-1}>
      <WithLoaded from={todo}>
        {(now) => (
          <Groups todo={now} onSettled={settled} onReload={todo.reload} onMore={loadMore} />
        )}
      </WithLoaded>
    </div>
  );
}

interface GroupsProps {
  todo: Todo;
  onSettled: (entry: Entry, told: string) => void;
  onReload: () => void;
  onMore: () => Promise<void>;
}

function Groups({ todo, onSettled, onReload, onMore }: GroupsProps) {
  const groups = grouped(todo.entries);
  if (groups.length === 0 && todo.experiences.length === 0 && !todo.next)
    return (
      <Empty title={t("done.title")} icon="check">
        <p>{t("done.lead")}</p>
      </Empty>
    );
  const urgent = groups.filter((group) => group.reason === "reports");
  const others = groups.filter((group) => group.reason !== "reports");
  const spots = (shown: typeof groups) =>
    shown.map(({ reason, entries }) => (
      <Group key={reason} name={reason} count={entries.length}>
        {entries.map((entry) => (
          <SpotCard key={entry.spot_id} entry={entry} onSettled={onSettled} onReload={onReload} />
        ))}
      </Group>
    ));
  return (
    <>
      {spots(urgent)}
      {todo.experiences.length > 0 && (
        <Group name="experiences" count={todo.experiences.length}>
          {todo.experiences.map((experience) => (
            <ExperienceCard key={experience.id} experience={experience} />
          ))}
        </Group>
      )}
      {spots(others)}
      {todo.next && (
        <div class="row">
          <span class="note">{t("left")}</span>
          <Button onClick={() => void onMore()}>{t("more")}</Button>
        </div>
      )}
    </>
  );
}

interface GroupProps {
  name: "reports" | "in_review" | "overdue" | "translations" | "experiences";
  count: number;
  children: preact.ComponentChildren;
}

function Group({ name, count, children }: GroupProps) {
  const id = `group-${name}`;
  return (
    <section class="todo-group" aria-labelledby={id}>
      <h2 id={id}>
        {t(`group.${name}` satisfies Key)}
        <span class="todo-count">{t("count", { count })}</span>
      </h2>
      <p class="note">{t(`group.${name}.lead` satisfies Key)}</p>
      <ul class="todo-list">{children}</ul>
    </section>
  );
}
