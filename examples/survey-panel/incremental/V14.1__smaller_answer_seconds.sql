-- Half of the column's blocks saved in a trial on QA. Not an ALTER for a transaction either.
ALTER TABLE core.answer ALTER COLUMN answer_seconds ENCODE mostly16;
