import type { AgentView } from "@circuito/protocol";
import { Button, Problem, TextField } from "@circuito/ui";
import { type FormEvent, useState } from "react";
import { api } from "../api/client.ts";
import { ApiError } from "../api/request.ts";
import { useT } from "../i18n/translate.ts";
import { errorText } from "../verbs/problem-text.ts";

interface LoginFormProps {
  readonly email?: string;
  readonly onLoggedIn: (agent: AgentView) => void;
}

/** E-mail and password; paste and password managers work, the e-mail stays after a mistake. */
export function LoginForm({ email: given = "", onLoggedIn }: LoginFormProps) {
  const t = useT();
  const [email, setEmail] = useState(given);
  const [password, setPassword] = useState("");
  const [isWrong, setWrong] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function logIn(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setWrong(false);
    setError(null);
    try {
      const { agent } = await api.logIn(email.trim(), password);
      onLoggedIn(agent);
    } catch (refusal) {
      const isOfThem = refusal instanceof ApiError && refusal.code === "bad-credentials";
      setWrong(isOfThem);
      setError(isOfThem ? null : errorText(refusal));
      setPassword("");
      setBusy(false);
    }
  }

  return (
    <form onSubmit={logIn} className="flex flex-col gap-4">
      {error !== null && <Problem>{error}</Problem>}
      <TextField
        label={t("login.email")}
        type="email"
        name="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        autoFocus={given === ""}
        isRequired
      />
      <TextField
        label={t("login.password")}
        type="password"
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={(typed) => {
          setPassword(typed);
          setWrong(false);
        }}
        error={isWrong ? t("login.badCredentials") : undefined}
        autoFocus={given !== ""}
        isRequired
      />
      <Button type="submit" variant="primary" isPending={isBusy}>
        {t("login.enter")}
      </Button>
    </form>
  );
}
