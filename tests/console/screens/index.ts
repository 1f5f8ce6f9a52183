import { ACTIVITY_SCREENS } from "./activity.ts";
import { ALERT_SCREENS } from "./alerts.ts";
import { ATTENDANT_SCREENS } from "./attendants.ts";
import { CHANNEL_SCREENS } from "./channels.ts";
import { COMPOSER_SCREENS } from "./composer.ts";
import { CONFIRMATION_SCREENS } from "./confirmation.ts";
import { CONTACT_SCREENS } from "./contacts.ts";
import { DEVELOPER_SCREENS } from "./developers.ts";
import { INBOX_SCREENS } from "./inbox.ts";
import { INSTALLATION_SCREENS } from "./installation.ts";
import { KNOWLEDGE_SCREENS } from "./knowledge.ts";
import { LIST_SCREENS } from "./list.ts";
import { PEOPLE_SCREENS } from "./people.ts";
import { PREFERENCES_SCREENS } from "./preferences.ts";
import { PROCEDURE_SCREENS } from "./procedures.ts";
import { REPORT_SCHEDULE_SCREENS } from "./report-schedules.ts";
import { REPORT_SCREENS } from "./reports.ts";
import { ROUTING_SCREENS } from "./routing.ts";
import type { Screen } from "./screen.ts";
import { SESSION_SCREENS } from "./session.ts";
import { SETTINGS_SCREENS } from "./settings.ts";
import { SUPERVISION_SCREENS } from "./supervision.ts";
import { SURVEY_SCREENS } from "./surveys.ts";
import { THREAD_SCREENS } from "./thread.ts";
import { TRIAGE_SCREENS } from "./triage.ts";
import { WEBHOOK_SCREENS } from "./webhooks.ts";

export type { Screen } from "./screen.ts";
export { LEADS_ON, STATE_SCREENS, STATE_VISITS, STATES } from "./states.ts";

/** Every screen of the console in its states: pictures are made of them, and axe looks at them. */
export const SCREENS: readonly Screen[] = [
  ...SESSION_SCREENS,
  ...INBOX_SCREENS,
  ...CONTACT_SCREENS,
  ...PEOPLE_SCREENS,
  ...COMPOSER_SCREENS,
  ...KNOWLEDGE_SCREENS,
  ...PROCEDURE_SCREENS,
  ...LIST_SCREENS,
  ...SETTINGS_SCREENS,
  ...CHANNEL_SCREENS,
  ...REPORT_SCREENS,
  ...ACTIVITY_SCREENS,
  ...REPORT_SCHEDULE_SCREENS,
  ...ROUTING_SCREENS,
  ...CONFIRMATION_SCREENS,
  ...SURVEY_SCREENS,
  ...ALERT_SCREENS,
  ...ATTENDANT_SCREENS,
  ...INSTALLATION_SCREENS,
  ...DEVELOPER_SCREENS,
  ...PREFERENCES_SCREENS,
  ...THREAD_SCREENS,
  ...SUPERVISION_SCREENS,
  ...TRIAGE_SCREENS,
  ...WEBHOOK_SCREENS,
];
