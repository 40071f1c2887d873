-- New devices, from the events: the newest description of each fingerprint wins.
CREATE TEMP TABLE #device_seen AS
SELECT
    r.payload.device.fingerprint::varchar(64) AS device_key,
    r.payload.device.os::varchar(40) AS os_family,
    r.payload.device.browser::varchar(40) AS browser_family,
    nvl(r.payload.device.form_factor::varchar(20), 'unknown') AS form_factor
FROM staging.answer_raw r
WHERE r.payload.device.fingerprint IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY r.payload.device.fingerprint::varchar(64) ORDER BY r.received_at DESC) = 1;

MERGE INTO core.device
USING #device_seen AS seen
ON core.device.device_key = seen.device_key
WHEN MATCHED THEN
    UPDATE SET os_family = seen.os_family, browser_family = seen.browser_family, form_factor = seen.form_factor
WHEN NOT MATCHED THEN
    INSERT (device_key, os_family, browser_family, form_factor)
    VALUES (seen.device_key, seen.os_family, seen.browser_family, seen.form_factor);
