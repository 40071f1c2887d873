-- A survey in the field: one row a survey, country and wave.
CREATE TABLE core.fieldwork (
    fieldwork_id     integer     NOT NULL,
    survey_id        integer     NOT NULL,
    country_iso      char(2)     NOT NULL,
    wave             smallint    NOT NULL DEFAULT 1,
    target_completes integer     NOT NULL,
    starts_on        date        NOT NULL,
    ends_on          date,
    status           varchar(20) NOT NULL DEFAULT 'planned',
    CONSTRAINT fieldwork_pk PRIMARY KEY (fieldwork_id),
    CONSTRAINT fieldwork_wave_uq UNIQUE (survey_id, country_iso, wave),
    CONSTRAINT fieldwork_survey_fk FOREIGN KEY (survey_id) REFERENCES core.survey (survey_id),
    CONSTRAINT fieldwork_country_fk FOREIGN KEY (country_iso) REFERENCES core.country (country_iso)
)
DISTSTYLE EVEN
COMPOUND SORTKEY (survey_id, starts_on);

COMMENT ON TABLE core.fieldwork IS 'A survey in the field: survey, country, wave';
COMMENT ON COLUMN core.fieldwork.target_completes IS 'Completes the client pays for';

GRANT SELECT ON core.fieldwork TO GROUP analysts;
GRANT SELECT ON core.fieldwork TO bi_owner;
GRANT SELECT, INSERT, UPDATE ON core.fieldwork TO ROLE survey_etl;
