-- Countries, sources, surveys and their questions.

CREATE TABLE core.country (
    country_code char(2)     NOT NULL,
    country_name varchar(80) NOT NULL,
    region       varchar(40) NOT NULL,
    currency     char(3)     NOT NULL,
    is_active    boolean     NOT NULL DEFAULT true,
    PRIMARY KEY (country_code)
)
DISTSTYLE ALL
SORTKEY (country_code);

COMMENT ON TABLE core.country IS 'Countries in which the panel is active';

CREATE TABLE core.source (
    source_id   integer      IDENTITY(1, 1),
    source_code varchar(30)  NOT NULL UNIQUE,
    source_name varchar(120) NOT NULL,
    kind        varchar(20)  NOT NULL DEFAULT 'panel',
    is_blocked  boolean      NOT NULL DEFAULT false,
    PRIMARY KEY (source_id)
)
DISTSTYLE ALL;

COMMENT ON COLUMN core.source.kind IS 'panel, partner, river or client_list';

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
DISTSTYLE EVEN
SORTKEY (survey_id);

COMMENT ON TABLE core.survey IS 'Questionnaires';

CREATE TABLE core.question (
    question_id      integer      NOT NULL,
    survey_id        integer      NOT NULL REFERENCES core.survey (survey_id),
    ordinal          smallint     NOT NULL,
    question_code    varchar(30)  NOT NULL,
    question_text    varchar(500) NOT NULL,
    answer_kind      varchar(20)  NOT NULL,
    answer_options   super,
    is_quality_check boolean      NOT NULL DEFAULT false,
    CONSTRAINT question_pk PRIMARY KEY (question_id)
)
DISTSTYLE ALL
SORTKEY (survey_id, ordinal);

COMMENT ON COLUMN core.question.answer_kind IS 'single, multi, scale, numeric or open';

GRANT SELECT ON core.country, core.source, core.survey, core.question TO GROUP analysts;
GRANT SELECT, INSERT, UPDATE ON core.survey TO ROLE ${etl_role};
GRANT SELECT, INSERT, UPDATE ON core.question TO ROLE ${etl_role};
