/* What a browser shows of a question before it is asked: apart from the schemas, so that no validator comes along. */
export {
  CONFIRMATION_DELAY_MAX_MS,
  CONFIRMATION_DELAY_MS,
  CONFIRMATION_SILENCE_MAX_MS,
  CONFIRMATION_SILENCE_MIN_MS,
  CONFIRMATION_SILENCE_MS,
  CONFIRMATION_WORDS,
  CONFIRMATION_WORDS_LENGTH_MAX,
  confirmationChoices,
  fillAskWords,
} from "@circuito/domain";
