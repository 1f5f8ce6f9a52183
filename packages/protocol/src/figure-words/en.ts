import type { FigureWords } from "./figure-words.ts";

export const EN: FigureWords = {
  opened: [
    "Conversations",
    "Conversations that began in the period, by the customer's first message.",
  ],
  inbound: [
    "Messages received",
    "Customers' messages that want an answer; automatic mail does not count.",
  ],
  replies: ["Replies", "Messages that people of the team sent to customers."],
  resolved: [
    "Resolved",
    "Conversations resolved in the period and not reopened. Spam and duplicates do not count.",
  ],
  "first-response": [
    "First response",
    "From the customer's first message (or the end of the menu) to the first reply by a person. Bots and notices are no reply; what still waits is not taken for zero.",
  ],
  "next-response": [
    "Next responses",
    "From the first message without an answer to the reply of a person, after the first one.",
  ],
  "queue-wait": [
    "Wait in queue",
    "Each time in a queue without an owner, counted in the queue of the wait.",
  ],
  handle: [
    "Handling time",
    "How long a person had the conversation open before them, added up by person and queue; after 5 minutes without touching anything it does not count, and two windows at once count once.",
  ],
  resolution: [
    "Resolution",
    "From the customer's first message to the last resolution, if it held.",
  ],
  "resolution-net": [
    "Net resolution",
    "The same without the time of waiting for the customer or a third party, and without the time it was resolved.",
  ],
  "between-contacts": [
    "Between contacts",
    "From the beginning of one contact of the customer to that of the next, in the same conversation.",
  ],
  "contacts-per-resolution": [
    "Contacts per resolution",
    "How often the customer wrote until the conversation was resolved; messages in a row are one contact.",
  ],
  "resolution-rate": ["Resolution rate", "Resolved ÷ conversations that began in the same period."],
  fcr: [
    "FCR (first contact)",
    "Of the conversations resolved by people: solved by whoever answered first, without a change of level, not reopened, no “no” at the confirmation, and no new conversation of the same person about the same category within 7 days. The last 7 days are provisional.",
  ],
  "reopen-rate": [
    "Reopened",
    "Resolutions that were reopened ÷ resolutions. What is undone within a minute does not count.",
  ],
  abandonment: [
    "Abandonment",
    "Live chats whose customer left before the first reply, after waiting 10 s or more.",
  ],
  transfers: ["Transfers", "Times a conversation went from one queue to another."],
  "director-accuracy": [
    "Director accuracy",
    "Directed conversations that the area took and did not return ÷ directed.",
  ],
  sla: ["Promises kept (SLA)", "Targets met ÷ targets met or missed; cancelled ones do not count."],
  "sla-queue-wait": ["SLA: wait in queue", "Targets of the wait in a queue that were met."],
  "sla-first-response": ["SLA: first response", "Targets of the first response that were met."],
  "sla-next-response": ["SLA: next responses", "Targets of next responses that were met."],
  "sla-acceptance": ["SLA: acceptance", "Targets of taking on a hand-over that were met."],
  "sla-resolution": ["SLA: resolution", "Targets of the resolution that were met."],
  "confirmation-answers": [
    "Answers to the confirmation",
    "Customers who said whether it is solved ÷ customers asked.",
  ],
  confirmed: ["Confirmed", "“Yes” ÷ answers to the confirmation."],
  csat: ["CSAT", "Answers 4 and 5 ÷ answers, on the scale of 1 to 5."],
  "csat-answers": ["CSAT answers", "Surveys answered ÷ sent."],
  ces: ["CES", "Mean of the scale of 1 to 7 (“easy to solve”)."],
  "ces-answers": ["CES answers", "Surveys answered ÷ sent."],
  nps: ["NPS", "% of 9 and 10 less % of 0 to 6, on the scale of 0 to 10."],
  "nps-answers": ["NPS answers", "Surveys answered ÷ sent."],
};
