-- What analysts asked for: answers with their context, the answers that count, and where our people come from.

CREATE OR REPLACE FUNCTION core.f_is_speeder(integer, integer)
RETURNS boolean
IMMUTABLE
AS $$
    SELECT CASE
        WHEN $1 IS NULL OR $2 IS NULL OR $2 = 0 THEN false
        ELSE $1 * 4 < $2
    END
$$ LANGUAGE sql;

CREATE OR REPLACE FUNCTION core.f_age_band(smallint, integer)
RETURNS varchar
IMMUTABLE
AS $$
    SELECT CASE
        WHEN $1 IS NULL THEN 'unknown'
        WHEN $2 - $1 < 18 THEN 'under_18'
        WHEN $2 - $1 < 35 THEN '18_34'
        WHEN $2 - $1 < 55 THEN '35_54'
        ELSE '55_plus'
    END
$$ LANGUAGE sql;

GRANT EXECUTE ON FUNCTION core.f_is_speeder(integer, integer) TO GROUP analysts;
GRANT EXECUTE ON FUNCTION core.f_age_band(smallint, integer) TO GROUP analysts;

CREATE VIEW mart.v_answer_enriched AS
SELECT
    a.answer_id,
    a.respondent_id,
    a.survey_id,
    s.survey_code,
    a.question_id,
    q.question_code,
    q.answer_kind,
    q.is_quality_check,
    p.country_code,
    p.gender,
    a.answered_at,
    a.score,
    a.answer_text
FROM core.answer a
JOIN core.question q ON q.question_id = a.question_id
JOIN core.survey s ON s.survey_id = a.survey_id
JOIN core.respondent p ON p.respondent_id = a.respondent_id;

CREATE VIEW mart.v_answer_clean AS
SELECT
    e.answer_id,
    e.respondent_id,
    e.survey_id,
    e.survey_code,
    e.question_id,
    e.question_code,
    e.country_code,
    e.gender,
    e.answered_at,
    e.score,
    e.answer_text
FROM mart.v_answer_enriched e
WHERE NOT e.is_quality_check;

CREATE VIEW mart.v_source_mix AS
SELECT
    m.country_code,
    s.source_code,
    s.source_name,
    count(*) AS panelists,
    min(m.joined_on) AS first_joined_on
FROM core.respondent m
JOIN core.source s ON s.source_id = m.source_id
WHERE m.status = 'active'
GROUP BY m.country_code, s.source_code, s.source_name;

GRANT SELECT ON mart.v_answer_enriched, mart.v_answer_clean, mart.v_source_mix TO GROUP analysts;
