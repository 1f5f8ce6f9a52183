import { IconButton } from "@circuito/ui";
import { Copy } from "lucide-react";
import { useT } from "../i18n/translate.ts";
import { useCopy } from "../workspace/use-copy.ts";

interface CodeBlockProps {
  /** What it is, for who hears it and for the button. */
  readonly label: string;
  readonly text: string;
}

/** Text for programs: as it is, to be read and copied. Long ones scroll by themselves. */
export function CodeBlock({ label, text }: CodeBlockProps) {
  const t = useT();
  const copy = useCopy();
  return (
    <figure
      aria-label={label}
      className="relative min-w-0 rounded-control border border-line bg-surface text-fg"
    >
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys, too
        tabIndex={0}
        className="ring-focus-inset max-h-80 overflow-auto rounded-control p-2.5 pr-10 font-mono text-12 whitespace-pre-wrap wrap-anywhere"
      >
        {text}
      </pre>
      <span className="absolute top-1 right-1">
        <IconButton
          size="small"
          label={t("webhooks.copyOf", { what: label })}
          icon={<Copy />}
          onPress={() => void copy(text)}
        />
      </span>
    </figure>
  );
}
