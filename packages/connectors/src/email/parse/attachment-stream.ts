import { PassThrough, type Readable } from "node:stream";
import { type MailSource, streamOf } from "./parse-task.ts";
import { StreamOutput } from "./part-output.ts";
import { PartReader } from "./part-reader.ts";
import { readTree } from "./read-tree.ts";

/**
 * The decoded content of one attachment, read from the stored bytes of its mail as it is asked for.
 * The stream errs if the mail has no such part.
 */
export function attachmentStream(source: MailSource, path: string): Readable {
  const output = new PassThrough();
  let found = false;
  const reading = readTree(streamOf(source), (node) => {
    if (node.path !== path || node.isMultipart) return undefined;
    found = true;
    const { encoding } = node;
    const sink = new StreamOutput(output);
    return new PartReader({ use: "attachment", encoding, keepMax: 0, output: sink });
  });
  reading.then(
    () => {
      if (!found) output.destroy(new Error(`mail has no part ${path}`));
    },
    (cause: unknown) => output.destroy(new Error(`read part ${path} of a mail`, { cause })),
  );
  return output;
}
