-- Scores become numbers, and an answer knows its fieldwork, its device and how long it took. No ALTER can do that, so the
-- table is built anew and swapped in by name.

-- Nobody may write while we copy.
LOCK core.answer;

CREATE TABLE core.answer_new (
    answer_id      bigint        NOT NULL ENCODE az64,
    panelist_id    bigint        NOT NULL ENCODE az64 DISTKEY,
    fieldwork_id   integer       NOT NULL ENCODE az64,
    survey_id      integer       NOT NULL ENCODE raw,
    question_id    integer       NOT NULL ENCODE az64,
    device_id      integer       ENCODE az64,
    answered_at    timestamp     NOT NULL ENCODE raw,
    score          integer       ENCODE az64,
    answer_text    varchar(1000) ENCODE zstd,
    answer_seconds integer       ENCODE az64,
    is_duplicate   boolean       NOT NULL DEFAULT false ENCODE zstd,
    loaded_at      timestamp     NOT NULL DEFAULT getdate() ENCODE az64
)
COMPOUND SORTKEY (answered_at, survey_id);

INSERT INTO core.answer_new
    (answer_id, panelist_id, fieldwork_id, survey_id, question_id, answered_at, score, answer_text)
SELECT
    a.answer_id,
    a.panelist_id,
    coalesce(f.fieldwork_id, 0),
    a.survey_id,
    a.question_id,
    a.answered_at,
    CASE WHEN a.score ~ '^[0-9]+$' THEN CAST(a.score AS integer) END,
    a.answer_text
FROM core.answer a
JOIN core.panelist p ON p.panelist_id = a.panelist_id
LEFT JOIN core.fieldwork f
    ON f.survey_id = a.survey_id
   AND f.country_iso = p.country_iso
   AND a.answered_at >= f.starts_on
   AND a.answered_at < dateadd(day, 1, f.ends_on);

-- Views hold on to the table, not to its name: left alone, they would go on reading the old one.
DROP VIEW mart.v_answer_clean;
DROP VIEW mart.v_answer_enriched;

-- Key names are unique in a schema and would stay with the old table.
ALTER TABLE core.answer DROP CONSTRAINT answer_respondent_fk;
ALTER TABLE core.answer DROP CONSTRAINT answer_pk;

ALTER TABLE core.answer RENAME TO answer_before_v10;
ALTER TABLE core.answer_new RENAME TO answer;

ALTER TABLE core.answer ADD CONSTRAINT answer_pk PRIMARY KEY (answer_id);
ALTER TABLE core.answer ADD CONSTRAINT answer_panelist_fk FOREIGN KEY (panelist_id) REFERENCES core.panelist (panelist_id);
ALTER TABLE core.answer ADD CONSTRAINT answer_question_fk FOREIGN KEY (question_id) REFERENCES core.question (question_id);

COMMENT ON TABLE core.answer IS 'One row a panelist''s answer to a question';
COMMENT ON COLUMN core.answer.score IS 'Closed answers as a number; null for open ones';

ALTER TABLE core.answer OWNER TO survey_admin;

GRANT SELECT ON core.answer TO GROUP analysts;
GRANT SELECT, INSERT, UPDATE, DELETE ON core.answer TO ROLE ${etl_role};
GRANT SELECT ON core.answer TO ROLE data_steward;

CREATE VIEW mart.v_answer_enriched AS
SELECT
    a.answer_id,
    a.panelist_id,
    a.fieldwork_id,
    a.survey_id,
    s.survey_code,
    s.median_seconds,
    a.question_id,
    q.question_code,
    q.answer_kind,
    q.is_quality_check,
    p.country_iso,
    p.gender,
    core.f_age_band(p.birth_year, cast(extract(year from a.answered_at) as integer)) AS age_band,
    a.answered_at,
    a.score,
    a.answer_text,
    a.answer_seconds,
    a.is_duplicate
FROM core.answer a
JOIN core.question q ON q.question_id = a.question_id
JOIN core.survey s ON s.survey_id = a.survey_id
JOIN core.panelist p ON p.panelist_id = a.panelist_id;

CREATE VIEW mart.v_answer_clean AS
SELECT
    e.answer_id,
    e.panelist_id,
    e.fieldwork_id,
    e.survey_id,
    e.survey_code,
    e.question_id,
    e.question_code,
    e.country_iso,
    e.gender,
    e.age_band,
    e.answered_at,
    e.score,
    e.answer_text
FROM mart.v_answer_enriched e
WHERE NOT e.is_duplicate
  AND NOT e.is_quality_check
  AND NOT core.f_is_speeder(e.answer_seconds, e.median_seconds);

GRANT SELECT ON mart.v_answer_enriched TO GROUP analysts;
GRANT SELECT ON mart.v_answer_clean TO GROUP analysts;
