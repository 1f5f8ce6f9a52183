import { Minus, Plus } from "lucide-react";

export interface DiffChange {
  readonly id: string;
  /** What changed: "Prioridade", "Regra 2 · boleto". */
  readonly what: string;
  /** As it was, in words; absent: it is new. */
  readonly before?: string | undefined;
  /** As it is now; absent: it is gone. */
  readonly after?: string | undefined;
}

export interface DiffViewProps {
  readonly label: string;
  readonly changes: readonly DiffChange[];
  /** Read before the old and the new words: "Antes", "Depois". */
  readonly texts: { readonly before: string; readonly after: string };
  /** Said when nothing differs. */
  readonly emptyText: string;
}

/** What differs between two versions: the old words, then the new ones. */
export function DiffView({ label, changes, texts, emptyText }: DiffViewProps) {
  if (changes.length === 0) return <p className="text-13 text-fg-2">{emptyText}</p>;
  return (
    <ul
      aria-label={label}
      className="w-full divide-y divide-line-subtle overflow-hidden rounded-pane border border-line text-13"
    >
      {changes.map(({ id, what, before, after }) => (
        <li key={id} className="flex flex-col gap-1 px-3 py-2">
          <span className="font-medium">{what}</span>
          {before !== undefined && (
            <del className="flex items-start gap-2 rounded-chip bg-danger-soft px-2 py-1 text-danger-text no-underline">
              <Minus aria-hidden="true" className="mt-0.5 size-3.5 flex-none" />
              <span className="sr-only">{texts.before}</span>
              <span className="min-w-0 wrap-anywhere whitespace-pre-wrap">{before}</span>
            </del>
          )}
          {after !== undefined && (
            <ins className="flex items-start gap-2 rounded-chip bg-ok-soft px-2 py-1 text-ok-text no-underline">
              <Plus aria-hidden="true" className="mt-0.5 size-3.5 flex-none" />
              <span className="sr-only">{texts.after}</span>
              <span className="min-w-0 wrap-anywhere whitespace-pre-wrap">{after}</span>
            </ins>
          )}
        </li>
      ))}
    </ul>
  );
}
