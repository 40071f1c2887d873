-- All reports ask for a survey first and for days second.
ALTER TABLE core.fieldwork ALTER COMPOUND SORTKEY (survey_id, starts_on);
