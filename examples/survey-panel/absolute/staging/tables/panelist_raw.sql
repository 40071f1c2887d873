-- Sign-ups and profile changes as the recruiting partners deliver them: all text, nothing trusted.
CREATE TABLE staging.panelist_raw (
    panelist_id  varchar(20),
    external_ref varchar(64),
    country_iso  varchar(10),
    source_code  varchar(30),
    birth_year   varchar(10),
    gender       varchar(20),
    email        varchar(320),
    postal_code  varchar(30),
    joined_on    varchar(30),
    received_at  timestamp NOT NULL DEFAULT getdate()
)
BACKUP NO
DISTSTYLE AUTO
SORTKEY AUTO;

COMMENT ON COLUMN staging.panelist_raw.email IS 'Only here, and only until the next load: core keeps the domain';

GRANT ALL ON staging.panelist_raw TO ROLE survey_etl;
