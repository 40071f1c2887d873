// Package cluster connects to Redshift: what the configuration says about an environment becomes a connection that runs
// SQL texts.
//
// It owns settings, credentials, TLS and the wire. Texts go by the simple protocol and values come back as text, so that
// nothing is asked of the server that its PostgreSQL 8.0 heritage does not know: no prepared statements, no look-up of
// types, no startup parameter that it refuses (docs/decisions). It never shows a secret, retries nothing that it was told
// to run, and knows nothing of models.
package cluster
