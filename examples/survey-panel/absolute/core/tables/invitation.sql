-- Who was invited to what, and how far they came. Asked for by panelist, by fieldwork and by day alike, hence the
-- interleaved key.
-- redraft: ignore interleaved-sort-key: three ways in, none of them the main one; vacuumed every Sunday
CREATE TABLE core.invitation (
    invitation_id bigint      NOT NULL,
    panelist_id   bigint      NOT NULL,
    fieldwork_id  integer     NOT NULL,
    channel       varchar(20) NOT NULL DEFAULT 'email',
    subject_line  varchar(200),
    sent_at       timestamp   NOT NULL,
    opened_at     timestamp,
    started_at    timestamp,
    completed_at  timestamp,
    outcome       varchar(20) NOT NULL DEFAULT 'sent',
    CONSTRAINT invitation_pk PRIMARY KEY (invitation_id),
    FOREIGN KEY (panelist_id) REFERENCES core.panelist (panelist_id),
    FOREIGN KEY (fieldwork_id) REFERENCES core.fieldwork (fieldwork_id)
)
DISTKEY (panelist_id)
INTERLEAVED SORTKEY (panelist_id, fieldwork_id, sent_at);

COMMENT ON TABLE core.invitation IS 'Invitations and how far they went';
COMMENT ON COLUMN core.invitation.outcome IS 'sent, bounced, screened_out, quota_full, partial or complete';

GRANT SELECT ON core.invitation TO GROUP analysts;
GRANT SELECT, INSERT, UPDATE ON core.invitation TO ROLE survey_etl;
