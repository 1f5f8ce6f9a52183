import { CHECK_STATUSES, type Finding, found, judgeDisk } from "@circuito/domain";
import type { DoctorRun } from "./doctor-parts.ts";
import { readDisk } from "./look/read-disk.ts";

/** The room in every folder that is written to from here; the scarcest is told. */
export async function checkDisk(run: DoctorRun): Promise<Finding> {
  const { folders, server, isEmbedded } = run;
  // That of a server elsewhere is on a disk that cannot be seen from here.
  const database = isEmbedded ? await server().catch(() => undefined) : undefined;
  const all = [...folders, ...(database?.folder === undefined ? [] : [database.folder])];
  const findings = await Promise.all(
    all.map(async (folder) => judgeDisk(folder, await readDisk(folder))),
  );
  const [scarcest] = findings.sort((a, b) => badness(b) - badness(a) || room(a) - room(b));
  return scarcest ?? found("check-failed", { code: "NO_FOLDER" });
}

const badness = ({ status }: Finding): number => CHECK_STATUSES.indexOf(status);
const room = ({ facts }: Finding): number => Number(facts.free ?? 0);
