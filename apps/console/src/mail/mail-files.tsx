import type { MessageView } from "@circuito/protocol";
import { FileTile } from "@circuito/ui";
import { fileSize } from "../i18n/format.ts";
import { type Translate, useT } from "../i18n/translate.ts";

type Media = MessageView["media"][number];

/** The files of a mail: what they are, how big, which to beware of. */
export function MailFiles({ files }: { readonly files: readonly Media[] }) {
  const t = useT();
  if (files.length === 0) return null;
  return (
    <ul aria-label={t("mail.filesLabel")} className="flex flex-wrap gap-2">
      {files.map((file, place) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: two files of a mail may have one name
          key={`${file.fileName}${place}`}
          className="min-w-0 max-w-full"
        >
          <FileTile
            name={file.fileName}
            mimeType={file.mimeType}
            tone={file.warning === null ? "neutral" : "warn"}
            detail={detailOf(file, t)}
            href={file.state === "stored" && file.url !== null ? file.url : undefined}
          />
        </li>
      ))}
    </ul>
  );
}

function detailOf(file: Media, t: Translate): string {
  const facts = [
    file.warning !== null && t(`mediaWarning.${file.warning}`),
    file.state !== "stored" && t(`media.${file.state}`),
    file.sizeBytes !== null && fileSize(file.sizeBytes),
  ];
  return facts.filter(Boolean).join(" · ");
}
