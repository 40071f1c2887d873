-- The answers that count: no duplicates, no speeders, no banned panelists, no trap questions, no gibberish.
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
LEFT JOIN core.panelist b ON b.panelist_id = e.panelist_id AND b.status = 'banned'
WHERE b.panelist_id IS NULL
  AND NOT e.is_duplicate
  AND NOT e.is_quality_check
  AND NOT core.f_is_speeder(e.answer_seconds, e.median_seconds)
  AND e.answer_id NOT IN (SELECT g.answer_id FROM core.answer_flag g WHERE g.flag_code = 'gibberish');

COMMENT ON VIEW mart.v_answer_clean IS 'Answers that count';

GRANT SELECT ON mart.v_answer_clean TO GROUP analysts;
