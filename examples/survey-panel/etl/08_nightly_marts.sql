-- After the last load of the day: marts, weights, wallboard.
CALL mart.sp_refresh_daily_completes(current_date - 3, current_date);
CALL mart.sp_compute_weights(4711);
REFRESH MATERIALIZED VIEW mart.mv_survey_daily;
ANALYZE mart.daily_completes;
