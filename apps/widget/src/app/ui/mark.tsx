import type { ChatSettings } from "@circuito/protocol";
import type { JSX } from "preact";
import { useState } from "preact/hooks";

/** The company's picture; where there is none, or it does not come, the first letter of its name. */
export function Mark({
  logo,
  company,
}: {
  logo: ChatSettings["logo"];
  company: string;
}): JSX.Element {
  const [lost, setLost] = useState("");
  if (logo && logo.path !== lost) {
    return <img class="mark" src={logo.path} alt={logo.alt} onError={() => setLost(logo.path)} />;
  }
  return (
    <span class="mark" aria-hidden="true">
      {[...company.trim()][0]?.toUpperCase()}
    </span>
  );
}
