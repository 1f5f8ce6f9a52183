import { CopyButton } from "./copy-button.tsx";

interface CopyFieldProps {
  readonly label: string;
  readonly value: string;
}

/** Something to paste elsewhere: whole, in sight, and one press away from the clipboard. */
export function CopyField({ label, value }: CopyFieldProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="text-12 font-medium text-fg-2">{label}</span>
      <span className="flex items-center gap-1 rounded-control border border-line bg-muted py-1 pr-1 pl-2.5">
        <code className="min-w-0 grow font-mono text-13 wrap-anywhere">{value}</code>
        <CopyButton label={label} value={value} />
      </span>
    </div>
  );
}
