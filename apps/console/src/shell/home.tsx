import { Navigate } from "@tanstack/react-router";
import { useQueues } from "../workspace/queries.ts";
import { useMe } from "../workspace/workspace-context.ts";

/** Where somebody's day begins: supervisors at the board, directors at triage, everybody else at the inbox. */
export function Home() {
  const me = useMe();
  const queues = useQueues();
  if (me.role === "supervisor") return <Navigate to="/live" replace />;
  if (queues.isPending) return null;
  const directs = (queues.data ?? []).some(
    ({ id, role }) => role === "director" && me.queueIds.includes(id),
  );
  return <Navigate to={directs && me.role === "agent" ? "/triage" : "/inbox"} replace />;
}
