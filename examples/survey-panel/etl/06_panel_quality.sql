-- The quality score of a panelist: 100 less what their flags of the last year cost.
UPDATE core.panelist
SET quality_score = greatest(0, 100 - cost.points)
FROM (
    SELECT
        a.panelist_id,
        sum(decode(f.flag_code, 'speeder', 2, 'straightliner', 5, 'trap_failed', 5, 'gibberish', 10, 'duplicate_device', 25, 1)) AS points
    FROM core.answer_flag f
    JOIN core.answer a ON a.answer_id = f.answer_id
    WHERE f.flagged_at >= add_months(current_date, -12)
    GROUP BY a.panelist_id
) AS cost
WHERE core.panelist.panelist_id = cost.panelist_id
  AND core.panelist.status <> 'banned';
