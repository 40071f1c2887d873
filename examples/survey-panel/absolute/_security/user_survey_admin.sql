-- Owns the data model. Nobody logs in as this user with a password: deployments come in through IAM.
CREATE USER survey_admin PASSWORD DISABLE;
