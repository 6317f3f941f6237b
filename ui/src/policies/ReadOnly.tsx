import { Empty } from "../look/States";

/** To whom writing is not offered. */
export function ReadOnly({ user }: { user: string }) {
  return (
    <Empty title="You may read policies, not write them">
      <p>{user} needs the role steward or admin for that.</p>
    </Empty>
  );
}
