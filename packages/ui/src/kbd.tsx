import { classNames } from "./class-names.ts";

export interface KbdProps {
  /** Keys as they are written on them, in order: `["Ctrl", "K"]`. */
  readonly keys: readonly string[];
  /** On a solid button, where the grey caps would not be seen. */
  readonly onSolid?: boolean | undefined;
  /** Not read: inside a button, where it would become part of the name. */
  readonly isSilent?: boolean | undefined;
}

/** Key caps. */
export function Kbd({ keys, onSolid = false, isSilent = false }: KbdProps) {
  return (
    <kbd aria-hidden={isSilent} className="inline-flex flex-none items-center gap-0.5 font-sans">
      {keys.map((key) => (
        <span
          key={key}
          className={classNames(
            "inline-flex h-4 min-w-4 items-center justify-center rounded-key border px-1 text-11",
            onSolid ? "border-current text-inherit" : "border-line bg-surface text-fg-2",
          )}
        >
          {key}
        </span>
      ))}
    </kbd>
  );
}
