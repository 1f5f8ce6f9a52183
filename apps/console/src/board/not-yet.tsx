import { ErrorState, Skeleton } from "@circuito/ui";
import { useT } from "../i18n/translate.ts";
import { useIsOnline, useWorkspace } from "../workspace/workspace-context.ts";

/** Before the board came. It comes by the socket: while that is down there is nothing to wait for. */
export function NotYet() {
  const t = useT();
  const { socket } = useWorkspace();
  if (useIsOnline()) return <Loading />;
  return (
    <ErrorState
      title={t("problem.unreachable")}
      retryLabel={t("action.retry")}
      onRetry={socket.retry}
    >
      {t("board.comesBack")}
    </ErrorState>
  );
}

/** As the board will stand. */
function Loading() {
  const t = useT();
  return (
    <div role="status" aria-label={t("board.loading")} className="flex flex-col gap-6">
      <div className="grid grid-cols-2 gap-3 min-[900px]:grid-cols-3 min-[1400px]:grid-cols-6">
        {["a", "b", "c", "d", "e", "f"].map((place) => (
          <Skeleton key={place} shape="block" className="h-32 w-full" />
        ))}
      </div>
      <div className="grid gap-3 min-[620px]:grid-cols-2 min-[1100px]:grid-cols-3">
        {["a", "b", "c"].map((place) => (
          <Skeleton key={place} shape="block" className="h-28 w-full" />
        ))}
      </div>
    </div>
  );
}
