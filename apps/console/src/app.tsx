import type { AgentView } from "@circuito/protocol";
import { ErrorState, UiProvider } from "@circuito/ui";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Suspense, useCallback, useEffect, useRef, useState } from "react";
import { api } from "./api/client.ts";
import { ApiError } from "./api/request.ts";
import { learn, useLocale, useT } from "./i18n/translate.ts";
import { createConsoleRouter } from "./router.tsx";
import { part } from "./shell/part.ts";
import { errorText, technicalText } from "./verbs/problem-text.ts";
import { openWorkspace, type Workspace } from "./workspace/workspace.ts";
import { WorkspaceProvider } from "./workspace/workspace-context.ts";

/** Once a shift: whoever is known already does not wait for it. */
const LoginScreen = part(async () => ({
  default: (await import("./session/login-screen.tsx")).LoginScreen,
}));

type Phase =
  | { readonly kind: "asking" }
  | { readonly kind: "choosing-password" }
  | { readonly kind: "logged-out" }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "working"; readonly workspace: Workspace };

/** Somebody comes here once, by the link of an invitation. */
const SetPasswordScreen = part(async () => {
  const [{ SetPasswordScreen: screen }] = await Promise.all([
    import("./people/set-password-screen.tsx"),
    learn("people"),
    learn("settings"),
  ]);
  return { default: screen };
});
const SET_PASSWORD = "/set-password";

/** Asks who is there, then shows the way in or the work. */
export function App() {
  const locale = useLocale();
  const [phase, setPhase] = useState<Phase>(() => ({
    kind: location.pathname === SET_PASSWORD ? "choosing-password" : "asking",
  }));
  const [queries] = useState(
    () => new QueryClient({ defaultOptions: { queries: { staleTime: 30_000, retry: 1 } } }),
  );
  const [router] = useState(createConsoleRouter);
  const goTo = useCallback((href: string) => void router.navigate({ href }), [router]);
  const begun = useRef(false);

  const enter = useCallback(
    async (agent: AgentView) => {
      setPhase({ kind: "working", workspace: await openWorkspace(agent, queries, goTo) });
    },
    [queries, goTo],
  );
  const ask = useCallback(async () => {
    try {
      await enter((await api.me()).agent);
    } catch (error) {
      const isNobody = error instanceof ApiError && error.status === 401;
      setPhase(isNobody ? { kind: "logged-out" } : { kind: "failed", error });
    }
  }, [enter]);
  useEffect(() => {
    // Twice in a row would open two workspaces.
    if (begun.current) return;
    begun.current = true;
    if (location.pathname !== SET_PASSWORD) void ask();
  }, [ask]);

  return (
    <UiProvider locale={locale} navigate={goTo}>
      {phase.kind === "asking" && null}
      {phase.kind === "choosing-password" && (
        <Suspense>
          <SetPasswordScreen onLoggedIn={(agent) => void enter(agent)} />
        </Suspense>
      )}
      {phase.kind === "logged-out" && (
        <Suspense>
          <LoginScreen onLoggedIn={(agent) => void enter(agent)} />
        </Suspense>
      )}
      {phase.kind === "failed" && <Unreachable error={phase.error} onRetry={() => void ask()} />}
      {phase.kind === "working" && (
        <QueryClientProvider client={queries}>
          <WorkspaceProvider value={phase.workspace}>
            <RouterProvider router={router} />
          </WorkspaceProvider>
        </QueryClientProvider>
      )}
    </UiProvider>
  );
}

function Unreachable({
  error,
  onRetry,
}: {
  readonly error: unknown;
  readonly onRetry: () => void;
}) {
  const t = useT();
  return (
    <main className="flex h-full items-center justify-center bg-canvas">
      <ErrorState
        title={errorText(error)}
        retryLabel={t("action.retry")}
        onRetry={onRetry}
        technical={{ label: t("problem.technical"), text: technicalText(error) }}
      />
    </main>
  );
}
