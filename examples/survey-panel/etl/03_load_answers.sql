-- Events become answers, or are rejected with a reason. Events stay in staging until both are written.
BEGIN;

CREATE TEMP TABLE #event (
    event_id       varchar(64)   NOT NULL,
    answer_id      bigint,
    panelist_id    bigint,
    fieldwork_id   integer,
    survey_id      integer,
    question_id    integer,
    device_key     varchar(64),
    answered_at    timestamp,
    score          integer,
    answer_text    varchar(1000),
    answer_seconds integer
)
DISTKEY (panelist_id);

INSERT INTO #event
SELECT
    r.event_id,
    r.payload.answer_id::bigint,
    r.payload.panelist_id::bigint,
    r.payload.fieldwork_id::integer,
    r.payload.survey_id::integer,
    r.payload.question_id::integer,
    r.payload.device.fingerprint::varchar(64),
    r.payload.answered_at::timestamp,
    r.payload.answer.score::integer,
    r.payload.answer.text::varchar(1000),
    r.payload.timing.seconds::integer
FROM staging.answer_raw r;

INSERT INTO staging.answer_rejected (event_id, source_file, payload, reject_reason)
SELECT r.event_id, r.source_file, r.payload, 'unknown panelist'
FROM staging.answer_raw r
JOIN #event e ON e.event_id = r.event_id
LEFT JOIN core.panelist p ON p.panelist_id = e.panelist_id
WHERE p.panelist_id IS NULL;

INSERT INTO core.answer
    (answer_id, panelist_id, fieldwork_id, survey_id, question_id, device_id, answered_at, score, answer_text,
     answer_seconds, is_duplicate)
SELECT
    e.answer_id,
    e.panelist_id,
    e.fieldwork_id,
    e.survey_id,
    e.question_id,
    d.device_id,
    e.answered_at,
    e.score,
    e.answer_text,
    e.answer_seconds,
    count(*) OVER (
        PARTITION BY e.fieldwork_id, e.question_id, d.device_id
        ORDER BY e.answered_at
        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) > 1 AND d.device_id IS NOT NULL
FROM #event e
JOIN core.panelist p ON p.panelist_id = e.panelist_id
LEFT JOIN core.device d ON d.device_key = e.device_key
WHERE NOT EXISTS (SELECT 1 FROM core.answer a WHERE a.answer_id = e.answer_id);

UPDATE core.panelist
SET last_active_on = seen.last_on
FROM (
    SELECT e.panelist_id, max(e.answered_at)::date AS last_on
    FROM #event e
    GROUP BY e.panelist_id
) seen
WHERE core.panelist.panelist_id = seen.panelist_id;

INSERT INTO core.load_audit (source_name, finished_at, rows_read, rows_loaded, rows_rejected)
SELECT 'answers', getdate(), count(*), count(p.panelist_id), count(*) - count(p.panelist_id)
FROM #event e
LEFT JOIN core.panelist p ON p.panelist_id = e.panelist_id;

DELETE FROM staging.answer_raw
USING #event e
WHERE staging.answer_raw.event_id = e.event_id
  AND staging.answer_raw.received_at < dateadd(day, -30, getdate());

COMMIT;
