-- How often each option of a multiple-choice question was taken: the options are a SUPER array of objects.
WITH option_list AS (
    SELECT
        q.question_id,
        q.question_code,
        o.code::integer AS option_code,
        o.label::varchar(200) AS option_label
    FROM core.question q, q.answer_options o
    WHERE q.answer_kind IN ('single', 'multi')
)
SELECT
    l.question_code,
    l.option_code,
    l.option_label,
    count(a.answer_id) AS chosen,
    ratio_to_report(count(a.answer_id)) OVER (PARTITION BY l.question_code) AS share
FROM option_list l
LEFT JOIN core.answer a ON a.question_id = l.question_id AND a.score = l.option_code
GROUP BY l.question_code, l.option_code, l.option_label
ORDER BY l.question_code, l.option_code;
