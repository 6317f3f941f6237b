import { useQuery } from "@tanstack/react-query";
import { type Answer, get } from "../api/client";
import { Link } from "../app/router";
import { Empty, Fault, Waiting } from "../look/States";
import { EVERY, Fresh } from "./Fresh";
import { moment, number, span } from "./words";

const PATH = "/api/atlas/admin/tasks";

type Task = Answer<typeof PATH>[number];

const STATUS: Record<string, { text: string; look: string }> = {
  PENDING: { text: "waiting", look: "" },
  IN_PROGRESS: { text: "under way", look: "warn" },
  COMPLETE: { text: "done", look: "good" },
  FAILED: { text: "failed in part", look: "bad" },
};

/** What is being written of what propagates, and what was within the last hour. */
export function Tasks() {
  const tasks = useQuery({
    queryKey: ["tasks"],
    queryFn: ({ signal }) => get(PATH, {}, { limit: 100 }, signal),
    refetchInterval: EVERY,
  });
  if (tasks.isPending) return <Waiting what="tasks" />;
  if (!tasks.data) return <Fault fault={tasks.error} retry={() => void tasks.refetch()} />;
  return (
    <>
      <div className="ops-line">
        <span>{`${number(tasks.data.filter((task) => !task.endTime).length)} under way, ${number(tasks.data.filter((task) => task.endTime).length)} finished within the last hour`}</span>
        <Fresh at={tasks.dataUpdatedAt} failed={tasks.isError} />
      </div>
      {tasks.data.length === 0 ? (
        <Empty title="Nothing is being propagated">
          <p className="quiet">Tagging an asset makes a task: the tag is written beside everything that is made from it.</p>
        </Empty>
      ) : (
        <ul className="hits" aria-label="Tasks">
          {tasks.data.map((task) => (
            <Row key={task.guid} task={task} />
          ))}
        </ul>
      )}
    </>
  );
}

function Row({ task }: { task: Task }) {
  const status = STATUS[task.status] ?? { text: task.status, look: "" };
  const { entityGuid, entityCount } = task.parameters;
  return (
    <li className="task">
      <div>
        <strong>{title(task)}</strong>{" "}
        {entityGuid && (
          <Link to={`/asset/${entityGuid}`}>{(entityCount ?? 1) > 1 ? `from ${number(entityCount ?? 1)} assets` : "from its asset"}</Link>
        )}
        {task.errorMessage && <p className="fault">{task.errorMessage}</p>}
      </div>
      <span className={`badge ${status.look}`}>{status.text}</span>
      <progress max={Math.max(1, task.total ?? 1)} value={task.endTime ? Math.max(1, task.total ?? 1) : (task.done ?? 0)} aria-label={`${number(task.done ?? 0)} of ${number(task.total ?? 0)} assets`} />
      <span className="quiet">{told(task)}</span>
    </li>
  );
}

function title(task: Task): string {
  const name = task.parameters.classificationName;
  if (!name) return "What the last run left to be written";
  switch (task.type) {
    case "CLASSIFICATION_PROPAGATION_ADD":
      return `${name} spreads`;
    case "CLASSIFICATION_PROPAGATION_DELETE":
    case "CLASSIFICATION_ONLY_PROPAGATION_DELETE":
      return `${name} is taken away`;
    default:
      return `${name} is written anew`;
  }
}

function told(task: Task): string {
  const assets = `${number(task.done ?? 0)} of ${number(task.total ?? 0)} assets`;
  const refused = task.refused ? `, ${number(task.refused)} refused` : "";
  if (task.endTime) return `${assets}${refused}, ${moment(task.endTime)}, took ${span(task.endTime - task.createdTime)}`;
  return `${assets}${refused}${task.ratePerSecond ? `, ${number(task.ratePerSecond)} a second` : ""}${task.eta ? `, done in ${span(task.eta - Date.now())}` : ""}`;
}
