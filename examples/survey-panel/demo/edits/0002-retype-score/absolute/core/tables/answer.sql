-- The fact table: one row a panelist's answer to a question. Everything else exists to explain it.
CREATE TABLE core.answer (
    answer_id      bigint        NOT NULL ENCODE az64,
    panelist_id    bigint        NOT NULL ENCODE az64 DISTKEY,
    fieldwork_id   integer       NOT NULL ENCODE az64,
    survey_id      integer       NOT NULL ENCODE raw,
    question_id    integer       NOT NULL ENCODE az64,
    device_id      integer       ENCODE az64,
    answered_at    timestamp     NOT NULL ENCODE raw,
    score          numeric(10,2) ENCODE az64,
    answer_text    varchar(4000) ENCODE zstd,
    answer_seconds integer       ENCODE mostly16,
    is_duplicate   boolean       NOT NULL DEFAULT false ENCODE zstd,
    loaded_at      timestamp     NOT NULL DEFAULT getdate() ENCODE az64,
    CONSTRAINT answer_pk PRIMARY KEY (answer_id),
    CONSTRAINT answer_panelist_fk FOREIGN KEY (panelist_id) REFERENCES core.panelist (panelist_id),
    CONSTRAINT answer_question_fk FOREIGN KEY (question_id) REFERENCES core.question (question_id)
)
COMPOUND SORTKEY (answered_at, survey_id);

COMMENT ON TABLE core.answer IS 'One row a panelist''s answer to a question';
COMMENT ON COLUMN core.answer.score IS 'Closed answers as a number; null for open ones';
COMMENT ON COLUMN core.answer.answer_text IS 'Open answers as typed; never a name or an address, see the masking job';
COMMENT ON COLUMN core.answer.answer_seconds IS 'Seconds the question was on screen';

ALTER TABLE core.answer OWNER TO survey_admin;

GRANT SELECT ON core.answer TO GROUP analysts;
GRANT SELECT, INSERT, UPDATE, DELETE ON core.answer TO ROLE survey_etl;
GRANT SELECT ON core.answer TO ROLE data_steward;
