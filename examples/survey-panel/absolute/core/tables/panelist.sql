-- The people of the panel; they were called respondents at first. No names, no addresses: contact data stays in the panel
-- platform. The primary key still has the name it was born with, for key names survive the rename of their table.
CREATE TABLE core.panelist (
    panelist_id      bigint       NOT NULL ENCODE az64 DISTKEY,
    external_ref     varchar(64)  NOT NULL ENCODE zstd,
    country_iso      char(2)      NOT NULL ENCODE raw,
    sample_source_id integer      NOT NULL ENCODE az64,
    birth_year       smallint     ENCODE az64,
    gender           char(1)      ENCODE bytedict,
    email_domain     varchar(120) ENCODE zstd COLLATE CASE_INSENSITIVE,
    postal_code      varchar(20)  ENCODE zstd,
    joined_on        date         NOT NULL ENCODE raw,
    status           varchar(20)  NOT NULL DEFAULT 'active' ENCODE bytedict,
    opted_out_at     timestamp    ENCODE az64,
    last_active_on   date         ENCODE az64,
    quality_score    numeric(5,2) NOT NULL DEFAULT 100 ENCODE az64,
    CONSTRAINT respondent_pk PRIMARY KEY (panelist_id),
    CONSTRAINT panelist_external_ref_uq UNIQUE (external_ref),
    CONSTRAINT panelist_country_fk FOREIGN KEY (country_iso) REFERENCES core.country (country_iso),
    CONSTRAINT panelist_sample_source_fk FOREIGN KEY (sample_source_id) REFERENCES core.sample_source (sample_source_id)
)
COMPOUND SORTKEY (country_iso, joined_on);

COMMENT ON TABLE core.panelist IS 'The people of the panel, without contact data';
COMMENT ON COLUMN core.panelist.status IS 'active, paused, opted_out or banned';
COMMENT ON COLUMN core.panelist.quality_score IS '0 to 100; below 40 no more invitations';

ALTER TABLE core.panelist OWNER TO survey_admin;

-- Analysts see demographics, and nothing that helps to find a person.
GRANT SELECT (panelist_id, country_iso, birth_year, gender, joined_on, status) ON core.panelist TO GROUP analysts;
GRANT SELECT, INSERT, UPDATE ON core.panelist TO ROLE survey_etl;
GRANT SELECT, UPDATE ON core.panelist TO ROLE data_steward;
