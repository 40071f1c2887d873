-- The scheduler's user, through IAM.
CREATE USER etl_runner PASSWORD DISABLE CONNECTION LIMIT 20;
