import { Outlet } from "@tanstack/react-router";
import { NotYours } from "../board/not-yours.tsx";
import { LeaveGuard } from "../settings/leave-guard.tsx";
import { PANE_IDS } from "../workspace/panes.ts";
import { useMe } from "../workspace/workspace-context.ts";

/** Reports that are sent by mail, by themselves: of whoever sees reports. */
export function SchedulesArea() {
  const { role } = useMe();
  if (role === "agent") return <NotYours />;
  return (
    <div id={PANE_IDS.list} tabIndex={-1} className="h-full outline-none">
      <Outlet />
      <LeaveGuard />
    </div>
  );
}
