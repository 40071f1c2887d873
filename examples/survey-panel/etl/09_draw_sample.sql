-- Whom to invite next: good panelists of the countries in field, not bothered in the last seven days, the least invited
-- first, ten for each complete that is still missing.
CREATE TEMP TABLE #drawn AS
WITH candidate AS (
    SELECT
        v.fieldwork_id,
        v.target_completes - v.completes AS missing,
        p.panelist_id,
        p.quality_score,
        count(i.invitation_id) AS invited_before
    FROM reporting.v_fieldwork_progress v
    JOIN core.fieldwork f ON f.fieldwork_id = v.fieldwork_id
    JOIN core.panelist p ON p.country_iso = f.country_iso
    LEFT JOIN core.invitation i ON i.panelist_id = p.panelist_id
    WHERE v.status = 'live'
      AND p.status = 'active'
      AND p.quality_score >= 40
      AND NOT EXISTS (
          SELECT 1
          FROM core.invitation x
          WHERE x.panelist_id = p.panelist_id
            AND x.sent_at >= dateadd(day, -7, getdate())
      )
    GROUP BY v.fieldwork_id, v.target_completes, v.completes, p.panelist_id, p.quality_score
)
SELECT c.fieldwork_id, c.panelist_id, c.invited_before
FROM candidate c
QUALIFY row_number() OVER (
    PARTITION BY c.fieldwork_id
    ORDER BY c.invited_before, c.quality_score DESC, c.panelist_id
) <= 10 * c.missing;

INSERT INTO core.invitation (invitation_id, panelist_id, fieldwork_id, subject_line, sent_at, outcome)
SELECT
    newest.invitation_id + row_number() OVER (ORDER BY d.fieldwork_id, d.panelist_id),
    d.panelist_id,
    d.fieldwork_id,
    'Your opinion on: ' || left(s.title, 180),
    getdate(),
    'sent'
FROM #drawn d
JOIN core.fieldwork f ON f.fieldwork_id = d.fieldwork_id
JOIN core.survey s ON s.survey_id = f.survey_id
CROSS JOIN (SELECT nvl(max(i.invitation_id), 0) AS invitation_id FROM core.invitation i) newest;

DROP TABLE #drawn;
