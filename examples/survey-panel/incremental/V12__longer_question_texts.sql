-- Conjoint questions did not fit. Redshift refuses this inside a transaction.
ALTER TABLE core.question ALTER COLUMN question_text TYPE varchar(2000);
