-- How full each quota cell is, from the answers that count.
UPDATE core.quota_cell
SET achieved = done.respondents
FROM (
    SELECT c.fieldwork_id, c.gender || '_' || c.age_band AS cell_code, count(DISTINCT c.panelist_id) AS respondents
    FROM mart.v_answer_clean c
    JOIN core.fieldwork f ON f.fieldwork_id = c.fieldwork_id AND f.status = 'live'
    GROUP BY 1, 2
) done
WHERE core.quota_cell.fieldwork_id = done.fieldwork_id
  AND core.quota_cell.cell_code = done.cell_code;
