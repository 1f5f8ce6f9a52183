import { Navigate } from "@tanstack/react-router";
import { useQueues } from "../workspace/queries.ts";
import { useMe } from "../workspace/workspace-context.ts";

/** Where somebody's day begins: supervisors at the board, who only directs at triage, everybody else at the inbox. */
export function Home() {
  const me = useMe();
  const queues = useQueues();
  if (me.role === "supervisor") return <Navigate to="/live" replace />;
  if (queues.isPending) return null;
  const mine = (queues.data ?? []).filter(({ id }) => me.queueIds.includes(id));
  // Who also solves has a list to look at first.
  const directs = mine.length > 0 && mine.every(({ role }) => role === "director");
  return <Navigate to={directs && me.role === "agent" ? "/triage" : "/inbox"} replace />;
}
