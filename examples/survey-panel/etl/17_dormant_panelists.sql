-- Who never answered anything in a country that is in field: a nudge campaign reads this.
SELECT p.panelist_id
FROM core.panelist p
JOIN core.fieldwork f ON f.country_iso = p.country_iso AND f.status = 'live'
WHERE p.status = 'active' AND p.joined_on < add_months(current_date, -6)
MINUS
SELECT a.panelist_id
FROM core.answer a
WHERE a.answered_at >= add_months(current_date, -6);
