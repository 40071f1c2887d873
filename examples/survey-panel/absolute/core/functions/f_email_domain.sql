-- The domain of an e-mail address, or null. Python UDFs are on their way out of Redshift; this one is the last of ours.
CREATE OR REPLACE FUNCTION core.f_email_domain(email varchar)
RETURNS varchar
IMMUTABLE
AS $$
    if email is None or '@' not in email:
        return None
    return email.rsplit('@', 1)[1].strip().lower()
$$ LANGUAGE plpythonu;

GRANT EXECUTE ON FUNCTION core.f_email_domain(varchar) TO ROLE survey_etl;
