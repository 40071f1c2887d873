-- One row a questionnaire.
CREATE TABLE core.survey (
    survey_id      integer      NOT NULL,
    survey_code    varchar(20)  NOT NULL,
    title          varchar(200) NOT NULL,
    client_code    varchar(20)  NOT NULL,
    methodology    varchar(20)  DEFAULT 'online',
    launched_on    date,
    closed_on      date,
    median_seconds integer,
    settings       super,
    CONSTRAINT survey_pk PRIMARY KEY (survey_id),
    CONSTRAINT survey_code_uq UNIQUE (survey_code)
)
DISTSTYLE ALL
SORTKEY (survey_id);

COMMENT ON TABLE core.survey IS 'Questionnaires, live and closed';
COMMENT ON COLUMN core.survey.median_seconds IS 'Median seconds an answer takes, from the soft launch; speeders are measured against it';

GRANT SELECT ON core.survey TO GROUP analysts;
GRANT SELECT ON core.survey TO bi_owner;
GRANT SELECT, INSERT, UPDATE ON core.survey TO ROLE survey_etl;
