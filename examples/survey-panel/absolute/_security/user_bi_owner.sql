-- Owns the reporting views, through IAM.
CREATE USER bi_owner PASSWORD DISABLE;
