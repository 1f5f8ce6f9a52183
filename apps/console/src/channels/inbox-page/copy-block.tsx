import { CopyButton } from "./copy-button.tsx";

interface CopyBlockProps {
  readonly label: string;
  readonly value: string;
}

/** Lines of code to paste elsewhere, as they are. */
export function CopyBlock({ label, value }: CopyBlockProps) {
  return (
    <div className="flex min-w-0 items-start gap-1 rounded-control border border-line bg-muted py-1 pr-1 pl-2.5">
      <pre className="min-w-0 grow py-1 font-mono text-13 whitespace-pre-wrap wrap-anywhere">
        {value}
      </pre>
      <CopyButton label={label} value={value} />
    </div>
  );
}
