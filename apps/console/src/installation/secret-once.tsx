import { Button, Callout } from "@circuito/ui";
import { Copy } from "lucide-react";
import { useCopy } from "../workspace/use-copy.ts";

interface SecretOnceProps {
  readonly title: string;
  readonly text: string;
  readonly secret: string;
  readonly copyLabel: string;
  readonly doneLabel: string;
  readonly onDone: () => void;
}

/** The one time a secret is seen: whoever closes this without copying makes another. */
export function SecretOnce(props: SecretOnceProps) {
  const { title, text, secret, copyLabel, doneLabel, onDone } = props;
  const copy = useCopy();
  return (
    <Callout tone="ok" title={title}>
      <div className="flex flex-col gap-3">
        <p>{text}</p>
        <code className="rounded-control border border-line bg-surface px-2.5 py-1.5 font-mono text-13 text-fg wrap-anywhere">
          {secret}
        </code>
        <div className="flex flex-wrap gap-2">
          <Button variant="primary" icon={<Copy />} onPress={() => void copy(secret)}>
            {copyLabel}
          </Button>
          <Button onPress={onDone}>{doneLabel}</Button>
        </div>
      </div>
    </Callout>
  );
}
