-- One row a question of a survey.
CREATE TABLE core.question (
    question_id      integer       NOT NULL,
    survey_id        integer       NOT NULL REFERENCES core.survey (survey_id),
    ordinal          smallint      NOT NULL,
    question_code    varchar(30)   NOT NULL,
    question_text    varchar(2000) NOT NULL,
    answer_kind      varchar(20)   NOT NULL,
    answer_options   super,
    is_quality_check boolean       NOT NULL DEFAULT false,
    CONSTRAINT question_pk PRIMARY KEY (question_id)
)
DISTSTYLE ALL
SORTKEY (survey_id, ordinal);

COMMENT ON COLUMN core.question.answer_kind IS 'single, multi, scale, numeric or open';
COMMENT ON COLUMN core.question.is_quality_check IS 'A trap: "please choose the third option"';

GRANT SELECT ON core.question TO GROUP analysts;
GRANT SELECT, INSERT, UPDATE ON core.question TO ROLE survey_etl;
