-- System tables and views about work that a cluster does: STL logs, STV snapshots, SVL and SYS views (cm_chap_system-tables).
-- The stand-in does no such work, so they are empty, with the manual's columns and types; char is character(n) there. A line
-- is a name and its columns. Types: i int4, b int8, s int2, t timestamp, f float8, n numeric, o bool, v varchar, x text, cN
-- character(N); a column without one is an int4.

DO $logs$
DECLARE
    line text; words text[]; columns text; word text; kind text;
BEGIN
    FOREACH line IN ARRAY string_to_array(trim(BOTH E'\n' FROM $$
stl_aggr userid query slice segment step starttime:t endtime:t tasknum rows:b bytes:b slots occupied maxlength tbl is_diskbased:c1 workmem:b type:c6 resizes flushable resizable
stl_alert_event_log userid query slice segment step pid xid:b event:c1024 solution:c1024 event_time:t
stl_analyze userid xid:b database:c30 table_id status:c15 rows:f modified_rows:f threshold_percent starttime:t endtime:t is_background:c1 auto_analyze_phase:c100 schema_name:c128 table_name:c136
stl_analyze_compression userid start_time:t xid:b tbl tablename:c128 col old_encoding:c15 new_encoding:c15 mode:c14 best_compression_encoding:c15 recommended_bytes:n
stl_bcast userid query slice segment step starttime:t endtime:t tasknum rows:b bytes:b packets checksum
stl_commit_stats xid:b node startqueue:t startwork:t endflush:t endstage:t endlocal:t endtime:t queuelen permblocks newblocks dirtyblocks headers numxids:i oldestxid:b extwritelatency:b metadatawritten batched_by:b
stl_compression userid xid:b tablename:c128 col encoding:c15
stl_connection_log event:c50 recordtime:t remotehost:c45 remoteport:c32 pid dbname:c50 username:c50 authmethod:c32 duration sslversion:c50 sslcipher:c128 mtu sslcompression:c64 sslexpansion:c64 iamauthguid:c36 application_name:c250 os_version:c64 driver_version:c64 plugin_name:c32 protocol_version sessionid:c36 compression:c8
stl_ddltext userid xid:b pid label:c320 starttime:t endtime:t sequence text:c200
stl_delete userid query slice segment step starttime:t endtime:t tasknum rows:b tbl
stl_disk_full_diag currenttime:b node_num query_id:b temp_blocks:b
stl_dist userid query slice segment step starttime:t endtime:t tasknum rows:b bytes:b packets checksum
stl_error userid process:c12 recordtime:t pid errcode file:c90 linenum context:c100 error:c512
stl_explain userid query nodeid parentid plannode:c400 info:c400
stl_file_scan userid query slice name:c90 lines:b bytes:b loadtime:b curtime:t is_partial start_offset:b
stl_hash userid query slice segment step starttime:t endtime:t tasknum rows:b bytes:b slots occupied maxlength tbl is_diskbased:c1 workmem:b num_parts est_rows:b num_blocks_permitted resizes checksum runtime_filter_size max_runtime_filter_size
stl_hashjoin userid query slice segment step starttime:t endtime:t tasknum rows:b tbl num_parts join_type hash_looped:c1 switched_parts:c1 used_prefetching:c1 hash_segment hash_step checksum distribution
stl_insert userid query slice segment step starttime:t endtime:t tasknum rows:b tbl inserted_mega_value:c1 use_staging_table
stl_limit userid query slice segment step starttime:t endtime:t tasknum rows:b checksum
stl_load_commits userid query slice name:c256 filename:c256 byte_offset lines_scanned errors curtime:t status file_format:c16 is_partial start_offset:b copy_job_id:b
stl_load_errors userid slice tbl starttime:t session query filename:c256 line_number:b colname:c127 type:c10 col_length:c10 position raw_line:c1024 raw_field_value:c1024 err_code err_reason:c100 is_partial start_offset:b copy_job_id:b
stl_loaderror_detail userid slice session query filename:c256 line_number:b field colname:c1024 value:c1024 is_null type:c10 col_length:c10
stl_merge userid query slice segment step starttime:t endtime:t tasknum rows:b
stl_mergejoin userid query slice segment step starttime:t endtime:t tasknum rows:b tbl checksum
stl_mv_state userid starttime:t endtime:t xid:b event_desc:c500 db_name:c128 base_table_schema:c128 base_table_name:c128 mv_schema:c128 mv_name:c128 state:c32
stl_nestloop userid query slice segment step starttime:t endtime:t tasknum rows:b tbl checksum
stl_parse userid query slice segment step starttime:t endtime:t tasknum rows:b
stl_plan_info userid query nodeid segment step locus plannode startupcost:f totalcost:f rows:b bytes:b
stl_project userid query slice segment step starttime:t endtime:t tasknum rows:b checksum
stl_query userid query label:c320 xid:b pid database:c32 querytxt:c4000 starttime:t endtime:t aborted insert_pristine concurrency_scaling_status
stl_query_metrics userid service_class query segment step_type starttime:t slices max_rows:b rows:b max_cpu_time:b cpu_time:b max_blocks_read blocks_read:b max_run_time:b run_time:b max_blocks_to_disk:b blocks_to_disk:b step max_query_scan_size:b query_scan_size:b query_priority query_queue_time:b service_class_name:c64
stl_querytext userid xid:b pid query sequence text:c200
stl_replacements userid query slice tbl starttime:t session filename:c256 line_number:b colname:c127 raw_line:c1024
stl_restarted_sessions currenttime:t dbname:c50 newpid oldpid username:c50 remotehost:c45 remoteport:c32 parkedtime:t session_vars:c2000
stl_return userid query slice segment step starttime:t endtime:t tasknum rows:b bytes:b packets checksum
stl_s3client userid query slice recordtime:t pid http_method:c64 bucket:c64 key:c256 transfer_size:b data_size:b start_time:b end_time:b transfer_time:b compression_time:b connect_time:b app_connect_time:b retries request_id:c32 extended_request_id:c128 ip_address:c64 is_partial start_offset:b
stl_s3client_error userid query sliceid recordtime:t pid http_method:c64 bucket:c64 key:c256 error:c1024 is_partial start_offset:b
stl_save userid query slice segment step starttime:t endtime:t tasknum rows:b bytes:b tbl is_diskbased:c1 workmem:b
stl_scan userid query slice segment step starttime:t endtime:t tasknum rows:b bytes:b fetches:b type tbl is_rrscan:c1 is_delayed_scan:c1 rows_pre_filter:b rows_pre_user_filter:b perm_table_name:c136 is_rlf_scan:c1 is_rlf_scan_reason num_em_blocks checksum:b runtime_filtering:c1 scan_region num_sortkey_as_predicate row_fetcher_state consumed_scan_ranges work_stealing_reason is_vectorized_scan:c1 is_vectorized_scan_reason row_fetcher_reason topology_signature use_tpm_partition:c1 is_rrscan_expr:c1
stl_schema_quota_violations ownerid xid:b pid userid schema_id schema_name:c128 quota disk_usage disk_usage_pct:f timestamp:t
stl_sessions userid starttime:t endtime:t process user_name:c50 db_name:c50 timeout_sec timed_out
stl_sort userid query slice segment step starttime:t endtime:t tasknum rows:b bytes:b tbl is_diskbased:c1 workmem:b checksum
stl_sshclient_error userid query slice recordtime:t pid ssh_username:c1024 endpoint:c1024 command:c4096 error:c1024
stl_stream_segs userid query stream segment
stl_tr_conflict xact_id:b process_id xact_start_ts:t abort_time:t table_id:b
stl_undone userid xact_id:b xact_id_undone:b undo_start_ts:t undo_end_ts:t table_id:b
stl_unique userid query slice segment step starttime:t endtime:t tasknum rows:b is_diskbased:c1 slots workmem:b max_buffers_used:b type:c6
stl_unload_log userid query slice pid path:c1280 start_time:t end_time:t line_count:b transfer_size:b file_format:c10
stl_user_load_error_detail query
stl_userlog userid username:c50 oldusername:c50 action:c10 usecreatedb usesuper usecatupd valuntil:t pid xid:b recordtime:t
stl_utilitytext userid xid:b pid label:c320 starttime:t endtime:t sequence text:c200
stl_vacuum userid xid:b table_id status:c30 rows:b sortedrows blocks max_merge_partitions eventtime:t reclaimable_rows:b reclaimable_space_mb:b cutoff_xid:b is_recluster
stl_vacuum_detail userid xid:b table_id slice increment blocks_deleted status:c30 rows:b sortedrows blocks
stl_window userid query slice segment step starttime:t endtime:t tasknum rows:b is_diskbased:c1 workmem:b
stl_wlm_error userid recordtime:t pid error_string:c256
stl_wlm_query userid xid task query service_class slot_count service_class_start_time:t queue_start_time:t queue_end_time:t total_queue_time:b exec_start_time:t exec_end_time:t total_exec_time:b service_class_end_time:t final_state:c16 est_peak_mem:b query_priority:c20 service_class_name:c64
stl_wlm_rule_action userid query service_class rule:c256 action:c256 recordtime:t action_value:c256 service_class_name:c64
stv_active_cursors userid name:c256 xid:b pid starttime:t row_count:b byte_count:b fetched_rows:b
stv_blocklist slice col tbl blocknum num_values extended_limits minvalue:b maxvalue:b sb_pos pinned on_disk modified hdr_modified unsorted tombstone preferred_diskno temporary newblock num_readers flags
stv_cursor_configuration current_cursor_count max_diskspace_usable current_diskspace_used
stv_db_isolation_level db_name:c128 isolation_level:c20
stv_disk_read_speeds node diskno mbps:f
stv_exec_state userid query slice segment step starttime:t currenttime:t tasknum rows:b bytes:b label:c256 is_diskbased:c1 workmem:b num_parts is_rrscan:c1 is_delayed_scan:c1
stv_gui_status system_status:c100
stv_inflight userid slice query label:c320 xid:b pid starttime:t text:c100 suspended insert_pristine concurrency_scaling_status
stv_load_state userid session query slice pid recordtime:t bytes_to_load:b bytes_loaded:b bytes_to_load_compressed:b bytes_loaded_compressed:b lines:b num_files num_files_complete current_file:c256 pct_complete
stv_locks table_id last_commit:t last_update:t lock_owner:b lock_owner_pid:b lock_owner_start_ts:t lock_owner_end_ts:t lock_status:c22
stv_ml_model_info schema_name:c128 user_name:c128 model_name:c128 life_cycle:c20 is_refreshable model_state:c128
stv_node_storage_capacity node used capacity
stv_partitions owner host diskno part_begin:b part_end:b used tossed capacity reads:b writes:b seek_forward seek_back is_san failed mbps:f mount:c256
stv_query_metrics userid service_class query segment step_type starttime:t slices max_rows:b rows:b max_cpu_time:b cpu_time:b max_blocks_read blocks_read:b max_run_time:b run_time:b max_blocks_to_disk:b blocks_to_disk:b step max_query_scan_size:b query_scan_size:b query_priority:c20 query_queue_time:b service_class_name:c64
stv_recents userid status:c20 starttime:t duration user_name:c50 db_name:c50 query:c600 pid
stv_slices node slice localslice type:c1
stv_startup_recovery_state db_id table_id table_name:c137
stv_tbl_trans slice id rows:b size:b query_id:b ref_cnt from_suspended prep_swap
stv_underrepped_blocks table_id num_blocks
stv_wlm_classification_config id condition:c128 action_seq action:c64 action_service_class:i
stv_wlm_qmr_config service_class:i rule_name:c256 action:c256 metric_name:c256 metric_operator:c256 metric_value:f action_value:c256
stv_wlm_query_queue_state service_class position task query slot_count start_time:t queue_time:b
stv_wlm_query_state xid task query service_class slot_count wlm_start_time:t state:c16 queue_time:b exec_time:b query_priority:c20 service_class_name:c64
stv_wlm_query_task_state service_class task query level start_time:t exec_time:b
stv_wlm_service_class_config service_class queueing_strategy:c32 num_query_tasks target_num_query_tasks evictable:c8 eviction_threshold:b query_working_mem target_query_working_mem min_step_mem name:c64 max_execution_time:b user_group_wild_card:o query_group_wild_card:o concurrency_scaling:c20 query_priority:c20 user_role_wild_card:o
stv_wlm_service_class_state service_class num_queued_queries num_executing_queries num_serviced_queries num_executed_queries query_working_mem num_query_tasks target_num_query_tasks num_concurrency_scaling_queries
stv_xrestore_alter_queue_state userid db_id schema:c128 table_name:c128 status:c64 task_type
svl_auto_worker_action table_id type:c32 status:c128 eventtime:t sequence previous_state:c200
svl_compile userid xid:b pid query segment locus starttime:t endtime:t compile
svl_datashare_change_log userid username:c128 pid xid:b share_id share_name:c128 share_object_type:c64 share_object_id share_object_name:c512 target_usertype:c16 target_user:c128 consumer_account:c16 consumer_namespace:c64 action:c128 status:c128 recordtime:t source_database:c128 target_userid
svl_datashare_cross_region_usage query segment start_time:t end_time:t transferred_data:b source_region:c25
svl_datashare_usage_consumer userid pid xid:b request_id:c50 request_type:c25 transaction_uid:c50 recordtime:t status error:c512
svl_datashare_usage_producer share_id share_name:c128 request_id:c50 request_type:c25 object_type:c64 object_oid object_name:c512 consumer_account:c16 consumer_namespace:c64 consumer_transaction_uid:c50 recordtime:t status error:c512 consumer_region:c64
svl_federated_query userid xid:b pid query sourcetype:c32 recordtime:t querytext:c4000 num_rows:b num_bytes:b duration:b
svl_multi_statement_violations userid database:c32 cmdname:c128 xid:b pid label:c320 starttime:t endtime:t sequence type:c10 text:c200
svl_mv_refresh_status db_name:c128 userid schema_name:c128 mv_name:c128 xid:b starttime:t endtime:t status:x refresh_type:c32
svl_qerror userid query error:c1024
svl_qlog userid query xid:b pid starttime:t endtime:t elapsed:b aborted label:c320 substring:c60 source_query concurrency_scaling_status:x from_sp_call
svl_query_concurrency service_class
svl_query_metrics userid query service_class dimension:c24 segment step step_label:c30 query_cpu_time:b query_blocks_read:b query_execution_time:b query_cpu_usage_percent:n query_temp_blocks_to_disk:b segment_execution_time:b cpu_skew:n io_skew:n scan_row_count:b join_row_count:b nested_loop_join_row_count:b return_row_count:b spectrum_scan_row_count:b spectrum_scan_size_mb:b query_queue_time:b service_class_name:c64
svl_query_metrics_summary userid query service_class query_cpu_time:b query_blocks_read:b query_execution_time:b query_cpu_usage_percent:n query_temp_blocks_to_disk:b segment_execution_time:b cpu_skew:n io_skew:n scan_row_count:b join_row_count:b nested_loop_join_row_count:b return_row_count:b spectrum_scan_row_count:b spectrum_scan_size_mb:b query_queue_time:b service_class_name:c64
svl_query_queue_info database:x query xid:b userid querytxt:x queue_start_time:t exec_start_time:t service_class slots queue_elapsed:b exec_elapsed:b wlm_total_elapsed:b commit_queue_elapsed:b commit_exec_time:b service_class_name:c64
svl_query_report userid query slice segment step start_time:t end_time:t elapsed_time:b rows:b bytes:b label:c256 is_diskbased:c1 workmem:b is_rrscan:c1 is_delayed_scan:c1 rows_pre_filter:b
svl_query_summary userid query stm seg step maxtime:b avgtime:b rows:b bytes:b rate_row:f rate_byte:f label:x is_diskbased:c1 workmem:b is_rrscan:c1 is_delayed_scan:c1 rows_pre_filter:b
svl_restore_alter_table_progress tbl progress:c64 message:x
svl_s3catalog userid query segment node slice eventtime:t call:x objects duration:b
svl_s3list query segment node slice eventtime:t bucket:x prefix:x recursive:c1 retrieved_files max_file_size:b avg_file_size:f generated_splits avg_split_length:f duration:b
svl_s3log pid query segment step node slice eventtime:t message:c512
svl_s3partition query segment node slice starttime:t endtime:t duration:b total_partitions qualified_partitions assigned_partitions assignment:c1
svl_s3partition_summary query segment assignment:c1 min_starttime:t max_endtime:t min_duration:b max_duration:b avg_duration:b total_partitions qualified_partitions min_assigned_partitions max_assigned_partitions avg_assigned_partitions:b
svl_s3query userid query segment step node slice starttime:t endtime:t elapsed:b external_table_name:c136 file_format:c16 is_partitioned:c1 is_rrscan:c1 s3_scanned_rows:b s3_scanned_bytes:b s3query_returned_rows:b s3query_returned_bytes:b files splits total_split_size:b max_split_size:b total_retries max_retries max_request_duration avg_request_duration:f max_request_parallelism avg_request_parallelism:f slowdown_count max_concurrent_slowdown_count
svl_s3query_summary userid query xid:b pid segment step starttime:t endtime:t elapsed:b aborted external_table_name:c136 file_format:c16 is_partitioned:c1 is_rrscan:c1 is_nested:c1 s3_scanned_rows:b s3_scanned_bytes:b s3query_returned_rows:b s3query_returned_bytes:b files files_max files_avg splits splits_max splits_avg total_split_size:b max_split_size:b avg_split_size:b total_retries max_retries avg_retries max_request_duration avg_request_duration:f max_request_parallelism avg_request_parallelism:f total_slowdown_count max_slowdown_count
svl_s3requests query
svl_s3retries query segment node slice eventtime:t retries successful_fetches file_size:b location:x message:x
svl_spatial_simplify query line_number maximum_tolerance:f initial_size:f simplified:c1 final_size:f final_tolerance:f
svl_spectrum_scan_error userid query location:x rowid:x colname:x original_value:x modified_value:x trigger:x action:x action_value:x error_code
svl_statementtext userid xid:b pid label:c320 starttime:t endtime:t sequence type:c10 text:c200
svl_stored_proc_call userid session_userid query label:c320 xid:b pid database:c32 querytxt:c500 starttime:t endtime:t aborted from_sp_call
svl_stored_proc_messages userid session_userid pid xid:b query recordtime:t loglevel loglevel_text:c10 message:c1024 linenum querytxt:c500 label:c320 aborted
svl_terminate pid eventtime:t userid type:c6
svl_udf_log query message:c4096 created:t traceback:c4096 funcname:c256 node slice seq
svl_vacuum_percentage xid:b table_id percentage:b
svcs_alert_event_log userid query slice segment step pid xid:b event:c1024 solution:c1024 event_time:t
svcs_compile userid xid:b pid query segment locus starttime:t endtime:t compile
svcs_explain userid query nodeid parentid plannode:c400 info:c400
svcs_plan_info userid query nodeid segment step locus plannode startupcost:f totalcost:f rows:b bytes:b
svcs_query_summary userid query stm seg step maxtime:b avgtime:b rows:b bytes:b rate_row:f rate_byte:f label:x is_diskbased:c1 workmem:b is_rrscan:c1 is_delayed_scan:c1 rows_pre_filter:b
svcs_stream_segs userid query stream segment
svcs_unload_log userid query pid path:c1280 start_time:t end_time:t line_count:b transfer_size:b file_format:c10
svv_concurrency_scaling_usage query
svv_diskusage db_id name:c72 slice col tbl blocknum num_values minvalue:b maxvalue:b sb_pos pinned on_disk modified hdr_modified unsorted tombstone preferred_diskno temporary newblock
svv_interleaved_columns tbl col interleaved_skew:n last_reindex:t
svv_query_inflight userid slice query pid starttime:t suspended text:c200 sequence
svv_query_state userid query seg step maxtime:f avgtime:f rows:b bytes:b cpu:f memory:f rate_row:f rate_byte:f label:c256 is_diskbased:c1 workmem:b num_parts is_rrscan:c1 is_delayed_scan:c1
svv_restore_table_state db_id
svv_sem_usage node
svv_sem_usage_leader node
svv_vacuum_progress table_name:x status:x time_remaining_estimate:x
svv_vacuum_summary table_name:x xid:b sort_partitions:b merge_increments:b elapsed_time:b row_delta:b sortedrow_delta:b block_delta max_merge_partitions
sys_analyze_compression_history user_id start_time:t transaction_id:b table_id table_name:c128 column_position old_encoding:c15 new_encoding:c15 mode:c14
sys_analyze_history user_id transaction_id:b database_name:c30 schema_name:c128 table_name:c128 table_id is_automatic:o status:x start_time:t end_time:t rows:f modified_rows:f threshold_percent
sys_applied_masking_policy_log policy_name:x user_id record_time:t session_id transaction_id:b query_id:b database_name:x relation_name:x schema_name:x attribute_name:x relation_kind:c1
sys_auto_table_optimization table_id alter_table_type:c32 status:c128 event_time:t alter_from:c128
sys_connection_log event:c50 record_time:t remote_host:c45 remote_port:c32 session_id database_name:c50 user_name:c50 auth_method:c32 duration ssl_version:c50 ssl_cipher:c128 mtu ssl_compression:c64 ssl_expansion:c64 iam_auth_guid:c36 application_name:c250 driver_version:c64 os_version:c64 plugin_name:c32 protocol_version global_session_id:c36
sys_copy_job job_id:b job_name:x job_owner iam_role:x job_state is_auto:c1 data_source:x destination_table:x copy_query:x
sys_copy_replacements user_id query_id:b table_id file_name:c256 line_number:b column_name:c127 raw_line:c1024
sys_data_share_usage_consumer user_id
sys_datashare_change_log user_id user_name:v session_id transaction_id:b share_id share_name:v share_object_type:v share_object_id share_object_name:v target_user_type:v target_user_name:v consumer_account:v consumer_namespace:v consumer_availability_zone:v action:v status:v record_time:t source_database:v target_userid
sys_datashare_cross_region_usage query_id:b segment_id start_time:t end_time:t data_transferred:b source_region:c25
sys_datashare_usage_consumer user_id session_id transaction_id:b request_id:v request_type:v transaction_uid:v record_time:t status error:v
sys_datashare_usage_producer datashare_id datashare_name:v request_id:v request_type:v object_type:v object_id object_name:v consumer_account:v consumer_namespace:v consumer_transaction_uid:v consumer_region:v record_time:t status error_message:v
sys_external_query_detail user_id query_id:b transaction_id:b child_query_sequence segment_id source_type:c32 start_time:t end_time:t duration:b total_partitions qualified_partitions scanned_files:b returned_rows:b returned_bytes:b file_format:x file_location:x external_query_text:x warning_message:c4000 is_recursive:c1 is_nested:c1 s3list_time:b get_partition_time:b
sys_external_query_error user_id query_id:b file_location:x rowid:x column_name:x original_value:x modified_value:x trigger:x action:x action_value:x error_code
sys_integration_activity integration_id:c128 target_database:c128 source:c128 checkpoint_name:c128 checkpoint_type:c128 checkpoint_bytes:b last_commit_timestamp:t modified_tables integration_start_time:t integration_end_time:t
sys_integration_table_state_change integration_id:c128 database_name:c128 schema_name:c128 table_name:c128 new_state:c128 table_last_replicated_checkpoint:c128 state_change_reason:c256 record_time:t
sys_load_detail user_id query_id:b file_name:v bytes_scanned:b lines_scanned:b splits_scanned record_time:t start_time:t end_time:t
sys_load_error_detail user_id query_id:b transaction_id:b session_id database_name:c64 table_id start_time:t file_name:c256 line_number:b column_name:c127 column_type:c10 column_length:c10 position error_code error_message:c512
sys_load_history user_id query_id:b transaction_id:b session_id database_name:x table_name:x data_source:x file_format:x start_time:t end_time:t duration:b status:x loaded_rows:b loaded_bytes:b loaded_files:b source_file_count:b source_file_bytes:b file_count_scanned file_bytes_scanned:b error_count copy_job_id:b loaded_rows_per_second:b
sys_mv_refresh_history user_id session_user_id transaction_id:b database_name:c128 schema_name:c128 mv_id:b mv_name:c128 refresh_type:c32 status:x start_time:t end_time:t duration:b
sys_mv_state user_id transaction_id:b database_name:c128 event_desc:c500 start_time:t base_table_database_name:c128 base_table_schema:c128 base_table_name:c128 mv_schema:c128 mv_name:c128 state:c32
sys_procedure_call user_id session_user_id query_id:b query_text:c500 start_time:t end_time:t status:x caller_procedure_query_id:b
sys_procedure_messages user_id transaction_id:b query_id:b record_time:t log_level:c10 message:c1024 line_number
sys_query_detail user_id query_id:b child_query_sequence stream_id segment_id step_id step_name:x table_id table_name:c136 is_rrscan:c1 start_time:t end_time:t duration:b alert:x input_bytes:b input_rows:b output_bytes:b output_rows:b blocks_read:b blocks_write:b local_read_io:b remote_read_io:b source:x data_skewness time_skewness is_active:c1 spilled_block_local_disk:b spilled_block_remote_disk:b step_attribute:c64 metrics_level:c64 plan_parent_id plan_node_id
sys_query_history user_id query_id:b query_label:c320 transaction_id:b session_id database_name:c128 query_type:c32 status:c10 result_cache_hit:o start_time:t end_time:t elapsed_time:b queue_time:b execution_time:b error_message:c512 returned_rows:b returned_bytes:b query_text:c4000 redshift_version:c256 usage_limit:c150 compute_type:v compile_time:b planning_time:b lock_wait_time:b service_class_id service_class_name:c64 query_priority:c20 short_query_accelerated:c10 user_query_hash:c40 generic_query_hash:c40 query_hash_version result_cache_query_id
sys_query_text user_id query_id:b transaction_id:b session_id start_time:t sequence text:c200
sys_restore_log transaction_id:b
sys_restore_state transaction_id:b
sys_schema_quota_violations owner_id user_id transaction_id:b session_id schema_id schema_name:c128 quota disk_usage disk_usage_percent:f record_time:t
sys_serverless_usage start_time:t end_time:t compute_seconds:f compute_capacity:f data_storage cross_region_transferred_data charged_seconds
sys_session_history user_id session_id database_name:c32 status:c6 session_timeout start_time:t end_time:t
sys_spatial_simplify query_id:b line_number maximum_tolerance:f initial_size:f simplified:c1 final_size:f final_tolerance:f
sys_stream_scan_errors external_schema_name:c128 stream_name:c255 mv_name:c128 transaction_id:b query_id:b record_time:t partition_id:c128 position:c128 error_code error_reason:c255
sys_stream_scan_states external_schema_name:c128 stream_name:c255 mv_name:c128 transaction_id:b query_id:b record_time:t partition_id:c128 latest_position:c128 scanned_rows:b skipped_rows:b scanned_bytes:b stream_record_time_min:t stream_record_time_max:t
sys_transaction_history user_id transaction_id:b isolation_level:x status:c10 transaction_start_time:t commit_start_time:t commit_end_time:t blocks_committed undo_transaction_id:b
sys_udf_log query_id:b message:x record_time:t function_name:x record_type sequence
sys_unload_detail user_id transaction_id:b session_id query_id:b file_name:c1280 row_count:b transfer_size:b file_format:c10 start_time:t end_time:t
sys_unload_history user_id query_id:b transaction_id:b session_id database_name:x status:x partitioned_by:x file_format:x start_time:t end_time:t duration:b unloaded_location:x unloaded_rows:b unloaded_files_count:b unloaded_files_size:b error_message:c512
sys_userlog user_id user_name:c50 original_user_name:c50 action:c10 has_create_db_privs is_superuser has_update_catalog_privs password_expiration:t session_id transaction_id:b record_time:t
sys_vacuum_history user_id transaction_id:b query_id:b database_name:x schema_name:x table_name:x table_id vacuum_type:x is_automatic:o status:x start_time:t end_time:t duration:b rows_before_vacuum:b size_before_vacuum reclaimable_rows:b reclaimed_rows:b reclaimed_blocks:b sortedrows_before_vacuum sortedrows_after_vacuum
systable_schema name:x
systable_globaldict tbl
systable_topology slice node
padb_config_harvest name:x
$$), E'\n')
    LOOP
        words := string_to_array(line, ' ');
        columns := '';
        FOREACH word IN ARRAY words[2:] LOOP
            kind := split_part(word, ':', 2);
            kind := CASE kind WHEN '' THEN 'int4' WHEN 'i' THEN 'int4' WHEN 'b' THEN 'int8' WHEN 's' THEN 'int2'
                WHEN 't' THEN 'timestamp' WHEN 'f' THEN 'float8' WHEN 'n' THEN 'numeric(38,2)' WHEN 'o' THEN 'boolean'
                WHEN 'v' THEN 'varchar' WHEN 'x' THEN 'text' ELSE 'char(' || substr(kind, 2) || ')' END;
            columns := columns || format(', NULL::%s AS %I', kind, split_part(word, ':', 1));
        END LOOP;
        EXECUTE format('CREATE VIEW pg_catalog.%I AS SELECT %s WHERE false', words[1], substr(columns, 3));
    END LOOP;
END $logs$;

-- What the stand-in does know: who is connected, which locks are held, and the tables that there are.
CREATE VIEW pg_catalog.stv_sessions AS
SELECT backend_start AT TIME ZONE 'UTC' AS starttime, pid AS process, usename::char(50) AS user_name, datname::char(50) AS db_name, 0 AS timeout_sec
FROM pg_catalog.pg_stat_activity WHERE backend_type = 'client backend';

CREATE VIEW pg_catalog.stv_tbl_perm AS
SELECT 0 AS slice, c.oid::int4 AS id, c.relname::char(72) AS name, s.rows, s.rows AS sorted_rows, 0 AS temp, d.oid::int4 AS db_id,
    0 AS insert_pristine, 0 AS delete_pristine, 1 AS backup, CASE c.reldiststyle WHEN 1 THEN 1 WHEN 8 THEN 8 ELSE 0 END AS dist_style, 1 AS block_count
FROM pg_redshift.pg_class c
JOIN pg_catalog.pg_database d ON d.datname = current_database()
CROSS JOIN LATERAL (SELECT greatest(pg_stat_get_live_tuples(c.oid), c.reltuples::bigint, 0) AS rows) s
WHERE c.relkind = 'r' AND c.relnamespace <> 'pg_catalog'::regnamespace AND c.relnamespace <> 'information_schema'::regnamespace;

CREATE VIEW pg_catalog.svv_transactions AS
SELECT a.usename::text AS txn_owner, a.datname::text AS txn_db, a.backend_xid::text::bigint AS xid, l.pid, a.xact_start AT TIME ZONE 'UTC' AS txn_start,
    l.mode AS lock_mode, l.locktype AS lockable_object_type, l.relation::int4 AS relation, l.granted
FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
WHERE l.locktype IN ('relation', 'transactionid');
