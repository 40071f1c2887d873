-- Data quality: speeders, straightliners and failed traps of the last two days, each flagged once.
INSERT INTO core.answer_flag (answer_id, flag_code)
WITH recent AS (
    SELECT
        e.answer_id,
        e.panelist_id,
        e.survey_id,
        e.question_id,
        e.answer_kind,
        e.is_quality_check,
        e.score,
        e.answer_seconds,
        e.median_seconds,
        lag(e.score) IGNORE NULLS OVER (PARTITION BY e.panelist_id, e.survey_id ORDER BY e.answered_at) AS previous_score
    FROM mart.v_answer_enriched e
    WHERE e.answered_at >= dateadd(day, -2, sysdate)
),
straightliner AS (
    SELECT r.panelist_id, r.survey_id
    FROM recent r
    WHERE r.answer_kind = 'scale'
    GROUP BY r.panelist_id, r.survey_id
    HAVING count(*) >= 10
       AND sum(CASE WHEN r.score = r.previous_score THEN 1 ELSE 0 END) >= count(*) - 1
),
found AS (
    SELECT r.answer_id, 'speeder' AS flag_code
    FROM recent r
    WHERE core.f_is_speeder(r.answer_seconds, r.median_seconds)
    UNION ALL
    SELECT r.answer_id, 'trap_failed'
    FROM recent r
    WHERE r.is_quality_check AND r.score <> 3
    UNION ALL
    SELECT r.answer_id, 'straightliner'
    FROM recent r
    JOIN straightliner s ON s.panelist_id = r.panelist_id AND s.survey_id = r.survey_id
)
SELECT f.answer_id, f.flag_code
FROM found f
LEFT JOIN core.answer_flag known ON known.answer_id = f.answer_id AND known.flag_code = f.flag_code
WHERE known.answer_id IS NULL;
