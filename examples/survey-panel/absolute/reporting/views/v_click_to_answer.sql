-- Seconds from the click on an invitation to the first answer. Reads the data lake, which only a late-binding view can.
CREATE VIEW reporting.v_click_to_answer AS
SELECT
    k.fieldwork_id,
    k.panelist_id,
    min(k.clicked_at) AS clicked_at,
    min(a.answered_at) AS first_answer_at,
    datediff(second, min(k.clicked_at), min(a.answered_at)) AS seconds_to_first_answer
FROM lake.click_stream k
JOIN core.answer a ON a.panelist_id = k.panelist_id AND a.fieldwork_id = k.fieldwork_id
GROUP BY k.fieldwork_id, k.panelist_id
WITH NO SCHEMA BINDING;

GRANT SELECT ON reporting.v_click_to_answer TO GROUP analysts;
