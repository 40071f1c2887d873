#!/bin/sh
# Flyway runs this after each migrate, when it lies in one of its locations: an ETL query that no longer works on the new
# model fails the deployment before anybody's nightly run does.
set -eu
: "${REDRAFT_ENV:?set REDRAFT_ENV to the environment of redraft.yaml that Flyway migrates}"
exec redraft validate --env "$REDRAFT_ENV" -C "${REDRAFT_PROJECT:-.}"
