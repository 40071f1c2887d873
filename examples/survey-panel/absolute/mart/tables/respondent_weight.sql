-- The weight of each respondent in a fieldwork; written by mart.sp_compute_weights.
CREATE TABLE mart.respondent_weight (
    fieldwork_id integer       NOT NULL ENCODE raw,
    panelist_id  bigint        NOT NULL ENCODE az64 DISTKEY,
    cell_code    varchar(30)   NOT NULL ENCODE bytedict,
    weight       numeric(12,6) NOT NULL DEFAULT 1 ENCODE az64,
    computed_at  timestamp     NOT NULL DEFAULT getdate() ENCODE az64,
    CONSTRAINT respondent_weight_pk PRIMARY KEY (fieldwork_id, panelist_id)
)
COMPOUND SORTKEY (fieldwork_id);

COMMENT ON TABLE mart.respondent_weight IS 'Cell weights: population share over sample share';
COMMENT ON COLUMN mart.respondent_weight.weight IS '1 until the weights of the fieldwork are computed';

ALTER TABLE mart.respondent_weight OWNER TO survey_admin;

GRANT SELECT ON mart.respondent_weight TO GROUP analysts;
GRANT SELECT ON mart.respondent_weight TO bi_owner;
