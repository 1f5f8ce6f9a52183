import type { ReplyChat } from "@circuito/protocol";
import { ListChecks } from "lucide-react";
import { useT } from "../i18n/translate.ts";

/** What the customer was given to choose from. */
export function Offered({ choices }: { readonly choices: NonNullable<ReplyChat["choices"]> }) {
  const t = useT();
  return (
    <span className="mt-1.5 block">
      <span className="flex items-center gap-1 text-12 text-fg-2 [&>svg]:size-3.5">
        <ListChecks aria-hidden="true" />
        {t("chat.choicesOffered")}
      </span>
      <span className="mt-1 flex flex-wrap gap-1">
        {choices.map(({ id, title, description }) => (
          <span key={id} className="rounded-chip border border-line-control px-2 py-0.5 text-12">
            {title}
            {description !== undefined && <span className="text-fg-2"> · {description}</span>}
          </span>
        ))}
      </span>
    </span>
  );
}
