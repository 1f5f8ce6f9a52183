import type { AgentView, PasswordLinkView } from "@circuito/protocol";
import { Button, Problem, Skeleton, TextField } from "@circuito/ui";
import { type FormEvent, useCallback, useEffect, useState } from "react";
import { ApiError, request } from "../api/request.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";
import { PASSWORD_LENGTH_MIN } from "./password-length.ts";

interface SetPasswordScreenProps {
  readonly onLoggedIn: (agent: AgentView) => void;
}

type Link =
  | { readonly kind: "asking" }
  | { readonly kind: "over" }
  | { readonly kind: "failed"; readonly error: unknown }
  | { readonly kind: "works"; readonly view: PasswordLinkView };

/** Where an invitation leads: whoever has its link chooses a password and is in. */
export function SetPasswordScreen({ onLoggedIn }: SetPasswordScreenProps) {
  const t = useT();
  const [token] = useState(() => location.hash.slice(1));
  const [link, setLink] = useState<Link>({ kind: "asking" });
  useEffect(() => {
    document.title = `${t("setPassword.title")} · Circuito`;
  }, [t]);
  const ask = useCallback(() => {
    setLink({ kind: "asking" });
    request<PasswordLinkView>("POST", "/password-link", { body: { token } })
      .then((view) => setLink({ kind: "works", view }))
      .catch((error: unknown) =>
        setLink(isOver(error) ? { kind: "over" } : { kind: "failed", error }),
      );
  }, [token]);
  useEffect(ask, [ask]);
  return (
    <div className="flex h-full flex-col items-center justify-center gap-5 overflow-y-auto bg-canvas p-4">
      <main className="w-full max-w-90 rounded-bubble border border-line-subtle bg-surface p-7 shadow-menu">
        <img src="/icon.svg" alt="" className="mb-4 size-9" />
        <h1 className="text-20">
          {link.kind === "works"
            ? t("setPassword.hello", { name: link.view.name })
            : t("setPassword.title")}
        </h1>
        {link.kind === "asking" && (
          <div
            role="status"
            aria-label={t("setPassword.title")}
            className="mt-3 flex flex-col gap-3"
          >
            <Skeleton className="h-3 w-full" />
            <Skeleton shape="block" className="h-8 w-full" />
            <Skeleton shape="block" className="h-8 w-full" />
          </div>
        )}
        {link.kind === "over" && <p className="mt-3 text-13 text-fg-2">{t("refusal.linkOver")}</p>}
        {link.kind === "failed" && (
          <div role="alert" className="mt-3 flex flex-col items-start gap-3">
            <p className="text-13 text-fg-2">{errorText(link.error)}</p>
            <Button onPress={ask}>{t("action.retry")}</Button>
          </div>
        )}
        {(link.kind === "over" || link.kind === "failed") && (
          <a href="/" className="mt-4 inline-block text-13 text-accent-text underline">
            {t("setPassword.toLogin")}
          </a>
        )}
        {link.kind === "works" && (
          <Form
            token={token}
            view={link.view}
            onOver={() => setLink({ kind: "over" })}
            onLoggedIn={onLoggedIn}
          />
        )}
      </main>
    </div>
  );
}

interface FormProps extends SetPasswordScreenProps {
  readonly token: string;
  readonly view: PasswordLinkView;
  readonly onOver: () => void;
}

function Form({ token, view, onOver, onLoggedIn }: FormProps) {
  const t = useT();
  const [password, setPassword] = useState("");
  const [isTried, setTried] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const isShort = password.length < PASSWORD_LENGTH_MIN;

  async function choose(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(isShort);
    if (isShort) return;
    setBusy(true);
    setProblem(undefined);
    try {
      const body = { token, password };
      const { agent } = await request<{ agent: AgentView }>("POST", "/password-link/use", { body });
      history.replaceState(null, "", "/");
      onLoggedIn(agent);
    } catch (error) {
      if (isOver(error)) onOver();
      else setProblem(errorText(error));
      setBusy(false);
    }
  }

  return (
    <form onSubmit={(event) => void choose(event)} className="mt-1 flex flex-col gap-4">
      <p className="mb-2 text-13 text-fg-2">
        {t(view.isInvitation ? "setPassword.invited" : "setPassword.reset")}
      </p>
      {problem !== undefined && <Problem>{problem}</Problem>}
      <TextField
        label={t("login.email")}
        type="email"
        name="email"
        autoComplete="username"
        value={view.email}
        isReadOnly
      />
      <TextField
        label={t("account.next")}
        type="password"
        name="password"
        autoComplete="new-password"
        value={password}
        onChange={setPassword}
        maxLength={128}
        description={t("account.passwordRule", { min: PASSWORD_LENGTH_MIN })}
        error={
          isTried && isShort ? t("account.passwordRule", { min: PASSWORD_LENGTH_MIN }) : undefined
        }
        autoFocus
        isRequired
      />
      <Button type="submit" variant="primary" isPending={isBusy}>
        {t("setPassword.choose")}
      </Button>
    </form>
  );
}

const isOver = (error: unknown) => error instanceof ApiError && error.code === "gone";
