-- The domain of an e-mail address, or null. The last of our Python functions.
-- redraft: ignore python-function: until the Lambda function that takes its place is proven
CREATE OR REPLACE FUNCTION core.f_email_domain(email varchar)
RETURNS varchar
IMMUTABLE
AS $$
    if email is None or '@' not in email:
        return None
    return email.rsplit('@', 1)[1].strip().lower()
$$ LANGUAGE plpythonu;

GRANT EXECUTE ON FUNCTION core.f_email_domain(varchar) TO ROLE survey_etl;
