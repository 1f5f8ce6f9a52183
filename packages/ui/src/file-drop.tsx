import { Paperclip } from "lucide-react";
import { type DragEvent, type ReactElement, type ReactNode, useState } from "react";
import { FileTrigger } from "react-aria-components";
import { classNames } from "./class-names.ts";
import { IconButton, type IconButtonSize } from "./icon-button.tsx";

export interface FileButtonProps {
  readonly label: string;
  readonly onFiles: (files: readonly File[]) => void;
  readonly disabledReason?: string | undefined;
  /** Media types that are offered; any when absent. */
  readonly accepts?: readonly string[];
  readonly icon?: ReactElement;
  readonly size?: IconButtonSize;
}

/** Asks for files of this computer. */
export function FileButton({
  label,
  onFiles,
  disabledReason,
  accepts,
  icon = <Paperclip />,
  size = "small",
}: FileButtonProps) {
  return (
    <FileTrigger
      allowsMultiple
      {...(accepts !== undefined && { acceptedFileTypes: accepts })}
      onSelect={(list) => onFiles([...(list ?? [])])}
    >
      <IconButton size={size} label={label} icon={icon} disabledReason={disabledReason} />
    </FileTrigger>
  );
}

export interface FileDropProps {
  /** Said over the place while files are held above it: "Solte para anexar". */
  readonly hint: string;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

/**
 * Takes files that are dropped or pasted anywhere in it. Text goes where it always went; the button
 * does the same for keyboards.
 */
export function FileDrop({ hint, onFiles, children }: FileDropProps) {
  const [isOver, setOver] = useState(false);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place for the pointer; the button is the other way
    <div
      className="relative flex min-h-0 min-w-0 flex-col"
      onDragOver={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setOver(false);
        onFiles([...event.dataTransfer.files]);
      }}
      onPaste={(event) => {
        const files = [...event.clipboardData.files];
        if (files.length === 0) return;
        event.preventDefault();
        onFiles(files);
      }}
    >
      {children}
      <div
        aria-hidden="true"
        className={classNames(
          "pointer-events-none absolute inset-1 flex items-center justify-center rounded-control border-2 border-accent border-dashed bg-accent-soft text-13 font-medium text-accent-text",
          !isOver && "hidden",
        )}
      >
        {hint}
      </div>
    </div>
  );
}
