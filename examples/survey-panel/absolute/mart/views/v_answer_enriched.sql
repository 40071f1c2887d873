-- Answers with what is known about their question, survey and panelist.
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
    core.f_age_band(p.birth_year, CAST(extract(year FROM a.answered_at) AS integer)) AS age_band,
    a.answered_at,
    a.score,
    a.answer_text,
    a.answer_seconds,
    a.is_duplicate
FROM core.answer a
JOIN core.question q ON q.question_id = a.question_id
JOIN core.survey s ON s.survey_id = a.survey_id
JOIN core.panelist p ON p.panelist_id = a.panelist_id;

COMMENT ON VIEW mart.v_answer_enriched IS 'Answers with question, survey and panelist';

GRANT SELECT ON mart.v_answer_enriched TO GROUP analysts;
