-- For the coding team: the twenty longest answers to each open question since yesterday, and where they come from.
WITH open_end AS (
    SELECT c.survey_code, c.question_code, c.country_iso, c.answer_text, len(c.answer_text) AS text_length
    FROM mart.v_answer_clean c
    WHERE c.answer_text IS NOT NULL
      AND c.answered_at >= dateadd(hour, -24, sysdate)
    QUALIFY row_number() OVER (PARTITION BY c.survey_code, c.question_code ORDER BY len(c.answer_text) DESC) <= 20
)
SELECT
    o.survey_code,
    o.question_code,
    count(*) AS answers,
    median(o.text_length) AS median_length,
    listagg(DISTINCT o.country_iso, ', ') WITHIN GROUP (ORDER BY o.country_iso) AS countries,
    listagg(left(o.answer_text, 80), ' | ') AS excerpt
FROM open_end o
GROUP BY o.survey_code, o.question_code
ORDER BY answers DESC;
