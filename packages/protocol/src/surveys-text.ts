/* What a browser shows of a survey before it is asked: apart from the schemas, so that no validator comes along. */
export {
  NO_SURVEYS,
  RESPOND_WITHIN_MAX_MS,
  RESPOND_WITHIN_MIN_MS,
  RESPOND_WITHIN_MS,
  SCORE_BANDS,
  SURVEY_DELAY_MAX_MS,
  SURVEY_DELAY_MS,
  SURVEY_FOLLOW_UPS,
  SURVEY_KINDS,
  SURVEY_QUESTIONS,
  SURVEY_SCALES,
  SURVEY_WORDS_LENGTH_MAX,
  saySurvey,
} from "@circuito/domain";
