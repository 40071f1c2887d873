-- The whole company says panelist, and now the model does. Regular views follow a renamed table or column by themselves;
-- the names of their own columns stay, so dashboards see no difference.

ALTER TABLE core.respondent RENAME TO panelist;
ALTER TABLE core.panelist RENAME COLUMN respondent_id TO panelist_id;
ALTER TABLE core.answer RENAME COLUMN respondent_id TO panelist_id;
ALTER TABLE core.invitation RENAME COLUMN respondent_id TO panelist_id;

ALTER TABLE core.source RENAME TO sample_source;
ALTER TABLE core.sample_source RENAME COLUMN source_id TO sample_source_id;
ALTER TABLE core.panelist RENAME COLUMN source_id TO sample_source_id;

-- ISO 3166 codes, and called so everywhere.
ALTER TABLE core.country RENAME COLUMN country_code TO country_iso;
ALTER TABLE core.panelist RENAME COLUMN country_code TO country_iso;
ALTER TABLE core.fieldwork RENAME COLUMN country_code TO country_iso;

-- Key names do not follow. The foreign key gets the new name here; the primary key cannot before its foreign keys go.
ALTER TABLE core.panelist DROP CONSTRAINT respondent_country_fk;
ALTER TABLE core.panelist ADD CONSTRAINT panelist_country_fk
    FOREIGN KEY (country_iso) REFERENCES core.country (country_iso);
ALTER TABLE core.panelist ADD CONSTRAINT panelist_sample_source_fk
    FOREIGN KEY (sample_source_id) REFERENCES core.sample_source (sample_source_id);
ALTER TABLE core.panelist ADD CONSTRAINT panelist_external_ref_uq UNIQUE (external_ref);

COMMENT ON TABLE core.panelist IS 'The people of the panel, without contact data';
