package translate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/redraft/redraft/parser/ast"
)

// session translates transactions, settings and what else belongs to a session.
func (t *translator) session(statement ast.Statement) (Command, bool, error) {
	var c Command
	var err error
	switch n := statement.(type) {
	case *ast.Transaction:
		c = t.transaction(n)
	case *ast.Set:
		c, err = t.set(n)
	case *ast.Lock:
		// As a step it may stand outside of a block too, where it holds for the moment (r_LOCK).
		c = script("LOCK TABLE", "LOCK TABLE "+names(n.Names)+" IN ACCESS EXCLUSIVE MODE")
	case *ast.Utility:
		c, err = t.utility(n)
	default:
		return c, false, nil
	}
	return c, true, err
}

// transaction leaves the isolation level out: all words are accepted and the database decides (c_serial_isolation).
func (t *translator) transaction(n *ast.Transaction) Command {
	words := t.words(n.Span)
	c := Command{SQL: n.Verb, Begins: n.Verb == "BEGIN", Ends: n.Verb != "BEGIN"}
	for i, w := range words {
		if w == "read" && i+1 < len(words) && (words[i+1] == "only" || words[i+1] == "write") {
			c.SQL += " READ " + strings.ToUpper(words[i+1])
		}
	}
	return c
}

// shared are the settings that PostgreSQL has too, with the same meaning.
var shared = []string{
	"search_path", "statement_timeout", "datestyle", "timezone", "extra_float_digits", "application_name",
	"client_encoding", "session authorization", "time zone", "transaction_read_only",
}

// own are Redshift's settings and what a session has of them at first (cm_chap_ConfigurationRef and the manual's page of
// each). The server keeps them under names with a prefix.
var own = map[string]string{
	"analyze_threshold_percent":               "10",
	"auto_mv":                                 "on",
	"cast_super_null_on_error":                "on",
	"datashare_break_glass_session_var":       "",
	"default_geometry_encoding":               "1",
	"describe_field_name_in_uppercase":        "off",
	"downcase_delimited_identifier":           "on",
	"enable_case_sensitive_identifier":        "off",
	"enable_case_sensitive_super_attribute":   "off",
	"enable_large_strings_opt_in":             "off",
	"enable_numeric_rounding":                 "on",
	"enable_result_cache_for_session":         "on",
	"enable_user_activity_logging":            "off",
	"enable_vacuum_boost":                     "off",
	"error_on_nondeterministic_update":        "off",
	"json_serialization_enable":               "off",
	"json_serialization_parse_nested_strings": "off",
	"max_concurrency_scaling_clusters":        "1",
	"max_cursor_result_set_size":              "0",
	"mv_enable_aqmv_for_session":              "on",
	"navigate_super_null_on_error":            "on",
	"parse_super_null_on_error":               "off",
	"pg_federation_repeatable_read":           "on",
	"query_group":                             "unset",
	"s3_max_keys":                             "0",
	"spectrum_enable_pseudo_columns":          "on",
	"spectrum_query_maxerror":                 "-1",
	"use_fips_ssl":                            "off",
	"wlm_query_slot_count":                    "1",
	"stored_proc_log_min_messages":            "log",
	"interval_forbid_composite_literals":      "on",
	ConflictSetting:                           "0",
}

// switches are the spellings of a setting that is on or off.
var switches = map[string]string{
	"true": "on", "t": "on", "1": "on", "yes": "on", "on": "on", "false": "off", "f": "off", "0": "off", "no": "off", "off": "off",
}

// ConflictSetting is the stand-in's own: the number of statements, of any session, that fail with error 1023 from now on.
const ConflictSetting = "sandbox_conflicts"

// CaseSetting keeps the case of quoted names (r_enable_case_sensitive_identifier).
const CaseSetting = "enable_case_sensitive_identifier"

const settingPrefix = "redshift."

// serverSetting is what the server calls a setting.
func serverSetting(setting string) string {
	if _, ok := own[setting]; ok {
		return settingPrefix + setting
	}
	return setting
}

// settingValues writes the values of a setting. Only lists of names are lists for the server; words of Redshift's own
// settings are texts.
func settingValues(setting string, values []string) string {
	if len(values) == 1 && strings.EqualFold(values[0], "default") {
		return "DEFAULT"
	}
	quoted := make([]string, len(values))
	for i, value := range values {
		quoted[i] = literal(strings.TrimSpace(value))
	}
	if _, ok := own[setting]; ok {
		return literal(strings.Join(values, ", "))
	}
	return strings.Join(quoted, ", ")
}

func (t *translator) set(n *ast.Set) (Command, error) {
	_, redshift := own[n.Name]
	switch {
	case n.Name == "all":
		return Command{SQL: "RESET ALL", Setting: "all"}, nil
	case n.Name == "transaction" || n.Name == "characteristics":
		return Command{SQL: "SELECT 1 WHERE false", Tag: "SET"}, nil
	case !redshift && !slices.Contains(shared, n.Name):
		return Command{}, refused("42704", "unrecognized configuration parameter %q", n.Name)
	}
	if len(n.Values) == 0 {
		value := own[n.Name]
		if redshift {
			return Command{SQL: fmt.Sprintf("SET %s TO %s", quote(settingPrefix+n.Name), literal(value)), Tag: "RESET",
				Setting: n.Name, Value: value}, nil
		}
		return Command{SQL: "RESET " + settingWords(n.Name)}, nil
	}
	local := ""
	if n.Local {
		local = "LOCAL "
	}
	value := strings.Join(n.Values, ", ")
	if on, boolean := switches[strings.ToLower(value)]; boolean && redshift && (own[n.Name] == "on" || own[n.Name] == "off") {
		value = on
		n.Values = []string{value}
	}
	if redshift && strings.EqualFold(value, "default") {
		value = own[n.Name]
		n.Values = []string{value}
	}
	to := " TO "
	if n.Name == "session authorization" || n.Name == "time zone" {
		to = " "
	}
	sql := "SET " + local + settingWords(n.Name) + to + settingValues(n.Name, n.Values)
	return Command{SQL: sql, Tag: "SET", Setting: n.Name, Value: value}, nil
}

// settingWords is how a setting is named in SET, RESET and SHOW.
func settingWords(setting string) string {
	switch setting {
	case "session authorization", "time zone":
		return strings.ToUpper(setting)
	}
	return quote(serverSetting(setting))
}

// DefaultSettings lists Redshift's settings as the server's configuration has them.
func DefaultSettings() map[string]string {
	settings := make(map[string]string, len(own))
	for setting, value := range own {
		settings[settingPrefix+setting] = value
	}
	return settings
}

// utility translates what the tree knows by its verb only.
func (t *translator) utility(n *ast.Utility) (Command, error) {
	switch n.Verb {
	case "VACUUM":
		return t.vacuum(n)
	case "ANALYZE":
		return script("ANALYZE", t.maintained(n, "analyze_table")...), nil
	case "ANALYZE COMPRESSION", "USE", "RESET USE", "CANCEL":
		return Command{}, refused(codeNotSupported, "the sandbox has no %s", n.Verb)
	case "SHOW":
		return t.show(n)
	}
	sql, err := t.rewrite(t.file.Text(n.Span))
	return Command{SQL: sql, Touches: n.Verb != "DEALLOCATE"}, err
}

// vacuum only looks whether the table is there: there is nothing to sort.
func (t *translator) vacuum(n *ast.Utility) (Command, error) {
	if err := t.alone("VACUUM"); err != nil {
		return Command{}, err
	}
	return script("VACUUM", t.maintained(n, "vacuum_table")...), nil
}

// maintained returns the check of the table that VACUUM or ANALYZE names.
func (t *translator) maintained(n *ast.Utility, function string) []string {
	skip := []string{"vacuum", "analyze", "analyse", "full", "sort", "delete", "only", "reindex", "recluster", "verbose",
		"predicate", "all", "columns", "to", "boost", "percent"}
	table := ""
	for _, w := range t.words(n.Span) {
		if slices.Contains(skip, w) {
			if table != "" {
				break
			}
			continue
		}
		if w == "(" {
			break
		}
		table += w
	}
	if table == "" || strings.Trim(table, "0123456789") == "" {
		return nil
	}
	return []string{call(function, table)}
}

// isolation is what a session is told of the isolation level, which the database decides (c_serial_isolation).
var isolation = Command{SQL: "SELECT 'serializable'::text AS transaction_isolation", Tag: "SHOW"}

// show translates SHOW parameter; the other forms are queries of the catalog.
func (t *translator) show(n *ast.Utility) (Command, error) {
	words := t.words(n.Span)
	switch strings.Join(words[1:], " ") {
	case "transaction isolation level", "transaction_isolation":
		return isolation, nil
	case "time zone", "session authorization":
		return Command{SQL: strings.Join(words, " ")}, nil
	case "server_version":
		return Command{SQL: "SELECT '8.0.2'::text AS server_version", Tag: "SHOW"}, nil
	}
	if len(words) != 2 || words[1] == "databases" || words[1] == "datashares" {
		sql, err := t.rewrite(t.file.Text(n.Span))
		return Command{SQL: sql}, err
	}
	setting := unquote(words[1])
	if _, redshift := own[setting]; redshift {
		return Command{SQL: fmt.Sprintf("SELECT pg_catalog.current_setting(%s) AS %s", literal(settingPrefix+setting),
			quote(setting)), Tag: "SHOW"}, nil
	}
	if setting == "all" || slices.Contains(shared, setting) || setting == "is_superuser" || setting == "server_encoding" {
		return Command{SQL: "SHOW " + setting}, nil
	}
	return Command{}, refused("42704", "unrecognized configuration parameter %q", setting)
}
