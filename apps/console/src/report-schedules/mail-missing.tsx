import { NoMail } from "../alerts/no-mail.tsx";
import { useMe } from "../workspace/workspace-context.ts";

/** Says that no mail would leave to whoever may change that: the others may not even ask. */
export function MailMissing() {
  const { role } = useMe();
  return role === "admin" && <NoMail />;
}
