-- Weekly: hand open incentives to the payment provider and mark them as paid.
BEGIN;

UNLOAD ('
    SELECT p.external_ref, n.currency, sum(n.amount) AS amount, count(*) AS interviews
    FROM core.incentive n
    JOIN core.panelist p ON p.panelist_id = n.panelist_id
    WHERE n.status = ''open''
      AND n.granted_at < date_trunc(''week'', getdate())
      AND p.status = ''active''
    GROUP BY p.external_ref, n.currency
    HAVING sum(n.amount) >= 5.00
')
TO 's3://survey-panel-payments/outgoing/incentives_'
IAM_ROLE 'arn:aws:iam::123456789012:role/survey-panel-unload'
FORMAT AS CSV
HEADER
PARALLEL OFF
CLEANPATH;

UPDATE core.incentive
SET status = 'paid', paid_at = getdate()
WHERE status = 'open'
  AND granted_at < date_trunc('week', getdate())
  AND panelist_id IN (
      SELECT n.panelist_id
      FROM core.incentive n
      JOIN core.panelist p ON p.panelist_id = n.panelist_id
      WHERE n.status = 'open' AND p.status = 'active'
      GROUP BY n.panelist_id, n.currency
      HAVING sum(n.amount) >= 5.00
  );

COMMIT;
