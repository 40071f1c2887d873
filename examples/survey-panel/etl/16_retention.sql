-- Monthly: what we may no longer keep goes.
DELETE FROM staging.answer_rejected
WHERE received_at < dateadd(day, -90, getdate());

UPDATE core.panelist
SET email_domain = NULL, postal_code = NULL, birth_year = NULL, gender = NULL
WHERE status = 'opted_out'
  AND opted_out_at < add_months(getdate(), -1);

UPDATE core.answer
SET answer_text = NULL
WHERE answer_text IS NOT NULL
  AND panelist_id IN (SELECT p.panelist_id FROM core.panelist p WHERE p.status = 'opted_out')
  AND answered_at < add_months(getdate(), -1);

VACUUM DELETE ONLY core.answer;
