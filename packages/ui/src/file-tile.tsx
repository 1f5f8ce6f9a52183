import {
  File,
  FileArchive,
  FileAudio,
  FileImage,
  FileSpreadsheet,
  FileText,
  FileVideo,
  Mail,
  TriangleAlert,
} from "lucide-react";
import type { ReactNode } from "react";
import { ProgressBar } from "react-aria-components";
import { classNames } from "./class-names.ts";

export interface FileTileProps {
  readonly name: string;
  /** Type of content, as `image/png`: chooses the icon. */
  readonly mimeType: string;
  /** Size, state or what is wrong, in words. */
  readonly detail: ReactNode;
  /** Where it can be had; without it the tile only tells. */
  readonly href?: string | undefined;
  readonly tone?: "neutral" | "warn" | "danger";
  /** 0 to 1 while it is on its way. */
  readonly progress?: number | undefined;
  readonly progressLabel?: string | undefined;
  /** `tiny` icon buttons at its end: remove, try again. */
  readonly actions?: ReactNode;
}

/** One file: what it is, how big, whether to beware of it. */
export function FileTile(props: FileTileProps) {
  const {
    name,
    mimeType,
    detail,
    href,
    tone = "neutral",
    progress,
    progressLabel,
    actions,
  } = props;
  const text = (
    <>
      <span
        className={classNames(
          "flex size-8 flex-none items-center justify-center rounded-row [&>svg]:size-4",
          TONES[tone],
        )}
      >
        {tone === "neutral" ? iconOf(mimeType) : <TriangleAlert aria-hidden="true" />}
      </span>
      <span className="flex min-w-0 grow flex-col text-left">
        <span className="truncate text-13 font-medium text-fg" title={name}>
          {name}
        </span>
        <span
          className={classNames(
            "text-12",
            tone === "danger"
              ? "text-danger-text"
              : tone === "warn"
                ? "text-warn-text"
                : "text-fg-2",
          )}
        >
          {detail}
        </span>
      </span>
    </>
  );
  return (
    <div className="relative flex w-64 max-w-full items-center overflow-hidden rounded-control border border-line bg-surface">
      {href === undefined ? (
        <div className="flex min-w-0 grow items-center gap-2 p-1.5">{text}</div>
      ) : (
        <a
          href={href}
          download={name}
          className="ring-focus-inset flex min-w-0 grow cursor-pointer items-center gap-2 rounded-control p-1.5 hover:bg-hover"
        >
          {text}
        </a>
      )}
      {actions !== undefined && <div className="flex flex-none pr-1.5">{actions}</div>}
      {progress !== undefined && (
        <ProgressBar
          aria-label={progressLabel ?? name}
          value={progress * 100}
          className="absolute inset-x-0 bottom-0 h-0.5 bg-muted"
        >
          {({ percentage }) => (
            <div className="h-full bg-accent" style={{ width: `${percentage ?? 0}%` }} />
          )}
        </ProgressBar>
      )}
    </div>
  );
}

const TONES = {
  neutral: "bg-muted text-fg-2",
  warn: "bg-warn-soft text-warn-text",
  danger: "bg-danger-soft text-danger-text",
} as const;

function iconOf(mimeType: string): ReactNode {
  if (mimeType.startsWith("image/")) return <FileImage aria-hidden="true" />;
  if (mimeType.startsWith("audio/")) return <FileAudio aria-hidden="true" />;
  if (mimeType.startsWith("video/")) return <FileVideo aria-hidden="true" />;
  if (mimeType === "message/rfc822") return <Mail aria-hidden="true" />;
  if (/zip|compressed|x-rar|x-7z|x-tar|gzip/.test(mimeType)) {
    return <FileArchive aria-hidden="true" />;
  }
  if (/spreadsheet|excel|csv/.test(mimeType)) return <FileSpreadsheet aria-hidden="true" />;
  if (/^text\/|pdf|word|opendocument\.text/.test(mimeType)) return <FileText aria-hidden="true" />;
  return <File aria-hidden="true" />;
}
