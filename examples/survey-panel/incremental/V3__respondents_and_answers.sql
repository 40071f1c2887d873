-- The people and what they say. The platform sends every answer as text, scores as well.

CREATE TABLE core.respondent (
    respondent_id bigint       NOT NULL ENCODE az64 DISTKEY,
    external_ref  varchar(64)  NOT NULL ENCODE zstd,
    country_code  char(2)      NOT NULL ENCODE raw,
    source_id     integer      NOT NULL ENCODE az64,
    birth_year    smallint     ENCODE az64,
    gender        char(1)      ENCODE bytedict,
    email_domain  varchar(120) ENCODE zstd COLLATE CASE_INSENSITIVE,
    phone_hash    char(64)     ENCODE zstd,
    postal_code   varchar(20)  ENCODE zstd,
    joined_on     date         NOT NULL ENCODE raw,
    status        varchar(20)  NOT NULL DEFAULT 'active' ENCODE bytedict,
    opted_out_at  timestamp    ENCODE az64,
    CONSTRAINT respondent_pk PRIMARY KEY (respondent_id),
    CONSTRAINT respondent_country_fk FOREIGN KEY (country_code) REFERENCES core.country (country_code)
)
COMPOUND SORTKEY (country_code, joined_on);

COMMENT ON TABLE core.respondent IS 'The people who answer';
COMMENT ON COLUMN core.respondent.status IS 'active, paused, opted_out or banned';

CREATE TABLE core.answer (
    answer_id     bigint        NOT NULL ENCODE az64,
    respondent_id bigint        NOT NULL ENCODE az64 DISTKEY,
    survey_id     integer       NOT NULL ENCODE az64,
    question_id   integer       NOT NULL ENCODE az64,
    answered_at   timestamp     NOT NULL ENCODE raw,
    score         varchar(20)   ENCODE lzo,
    answer_text   varchar(1000) ENCODE zstd,
    CONSTRAINT answer_pk PRIMARY KEY (answer_id),
    CONSTRAINT answer_respondent_fk FOREIGN KEY (respondent_id) REFERENCES core.respondent (respondent_id)
)
SORTKEY (answered_at);

COMMENT ON TABLE core.answer IS 'One row a respondent''s answer to a question';

ALTER TABLE core.respondent OWNER TO survey_admin;
ALTER TABLE core.answer OWNER TO survey_admin;

GRANT SELECT ON core.respondent TO GROUP analysts;
GRANT SELECT ON core.answer TO GROUP analysts;
GRANT SELECT, INSERT, UPDATE ON core.respondent TO ROLE ${etl_role};
GRANT SELECT, INSERT, UPDATE, DELETE ON core.answer TO ROLE ${etl_role};
