import { createRootRoute } from "@tanstack/react-router";
import { NotFound } from "./not-found.tsx";
import { Shell } from "./shell.tsx";

/** Every route stands under it: an area's own `routes.ts` names it as parent. */
export const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFound });
