import { createRoute, createRouter } from "@tanstack/react-router";
import { ALERT_ROUTES } from "./alerts/routes.ts";
import { ATTENDANT_ROUTES } from "./attendants/routes.ts";
import { BOARD_ROUTES } from "./board/routes.ts";
import { CATEGORY_ROUTES } from "./categories/routes.ts";
import { CHANNEL_ROUTES } from "./channels/routes.ts";
import { confirmationsRoute } from "./confirmations/routes.ts";
import { CONTACT_ROUTES } from "./contact/routes.ts";
import { DEVELOPER_ROUTES } from "./developers/routes.ts";
import { FAILURE_ROUTES } from "./failures/routes.ts";
import { HOURS_ROUTES } from "./hours/routes.ts";
import { conversationRoute, inboxRoute } from "./inbox/routes.ts";
import { INSTALLATION_ROUTES } from "./installation/routes.ts";
import { KNOWLEDGE_ROUTES } from "./knowledge/routes.ts";
import { MACRO_ROUTES } from "./macros/routes.ts";
import { PEOPLE_ROUTES } from "./people/routes.ts";
import { preferencesRoute, shortcutsRoute } from "./preferences/routes.ts";
import { PROCEDURE_ROUTES } from "./procedures/routes.ts";
import { QUEUE_ROUTES } from "./queues/routes.ts";
import { REPORT_SCHEDULE_ROUTES, reportSchedulesRoute } from "./report-schedules/routes.ts";
import { ACTIVITY_ROUTES } from "./reports/activity/routes.ts";
import { REPORT_ROUTES } from "./reports/routes.ts";
import { routingRoute } from "./routing/routes.ts";
import { protocolRoute, searchRoute } from "./search/routes.ts";
import { settingsHomeRoute, settingsRoute } from "./settings/routes.ts";
import { Home } from "./shell/home.tsx";
import { PageFailed } from "./shell/page-failed.tsx";
import { rootRoute } from "./shell/root-route.ts";
import { SLA_ROUTES } from "./sla/routes.ts";
import { surveysRoute } from "./surveys/routes.ts";
import { triageRoute } from "./triage/routes.ts";
import { WEBHOOK_ROUTES } from "./webhooks/routes.ts";
import { mentionsRoute, quickRepliesRoute } from "./writing/routes.ts";

const home = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  component: Home,
});

/** Every address of the console; what is there is in each area's `routes.ts`. */
const routes = rootRoute.addChildren([
  home,
  inboxRoute.addChildren([conversationRoute]),
  triageRoute,
  ...BOARD_ROUTES,
  ...REPORT_ROUTES,
  ...ACTIVITY_ROUTES,
  reportSchedulesRoute.addChildren([...REPORT_SCHEDULE_ROUTES]),
  ...FAILURE_ROUTES,
  ...CONTACT_ROUTES,
  searchRoute,
  protocolRoute,
  mentionsRoute,
  settingsRoute.addChildren([
    settingsHomeRoute,
    ...CHANNEL_ROUTES,
    preferencesRoute,
    shortcutsRoute,
    ...CATEGORY_ROUTES,
    ...ATTENDANT_ROUTES,
    ...KNOWLEDGE_ROUTES,
    ...PROCEDURE_ROUTES,
    ...INSTALLATION_ROUTES,
    ...QUEUE_ROUTES,
    ...HOURS_ROUTES,
    ...SLA_ROUTES,
    confirmationsRoute,
    surveysRoute,
    ...PEOPLE_ROUTES,
    ...WEBHOOK_ROUTES,
    ...ALERT_ROUTES,
    ...DEVELOPER_ROUTES,
    routingRoute,
    quickRepliesRoute,
    ...MACRO_ROUTES,
  ]),
]);

export function createConsoleRouter() {
  return createRouter({
    routeTree: routes,
    defaultPreload: false,
    defaultErrorComponent: PageFailed,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createConsoleRouter>;
  }
}
