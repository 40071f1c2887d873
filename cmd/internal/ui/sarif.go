package ui

import (
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/redraft/redraft/model/diag"
)

// RuleText describes a code in SARIF: what it means and what to do.
type RuleText struct {
	Title, Help string
}

// The shapes of SARIF 2.1.0 that redraft fills (OASIS, Static Analysis Results Interchange Format, sections 3.13 ff.).
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool       sarifTool     `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		Version        string      `json:"version,omitempty"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID               string    `json:"id"`
		ShortDescription sarifText `json:"shortDescription"`
		Help             sarifText `json:"help"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID           string          `json:"ruleId"`
		RuleIndex        int             `json:"ruleIndex"`
		Level            string          `json:"level"`
		Message          sarifText       `json:"message"`
		Locations        []sarifLocation `json:"locations,omitempty"`
		RelatedLocations []sarifLocation `json:"relatedLocations,omitempty"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
		Message  *sarifText    `json:"message,omitempty"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
		Region   *sarifRegion  `json:"region,omitempty"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
	sarifRegion struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn"`
		EndColumn   int `json:"endColumn,omitempty"`
	}
)

var sarifLevels = map[diag.Severity]string{diag.Error: "error", diag.Warning: "warning", diag.Info: "note"}

// WriteSARIF writes findings as a SARIF 2.1.0 log. File names are relative to the project, as code hosts want them. A
// rule is described by its first finding.
func WriteSARIF(w io.Writer, list diag.List, version string, text func(diag.Diagnostic) RuleText) error {
	codes := sarifCodes(list)
	run := sarifRun{
		Tool: sarifTool{sarifDriver{
			Name: "redraft", Version: version, InformationURI: "https://github.com/redraft/redraft", Rules: []sarifRule{},
		}},
		ColumnKind: "unicodeCodePoints",
		Results:    []sarifResult{},
	}
	for _, code := range codes {
		first := slices.IndexFunc(list, func(d diag.Diagnostic) bool { return d.Code == code })
		t := text(list[first])
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{string(code), sarifText{t.Title}, sarifText{t.Help}})
	}
	for _, d := range list {
		run.Results = append(run.Results, sarifResultOf(d, slices.Index(codes, d.Code)))
	}
	return WriteJSON(w, sarifLog{"https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", []sarifRun{run}})
}

func sarifCodes(list diag.List) []diag.Code {
	var codes []diag.Code
	for _, d := range list {
		codes = append(codes, d.Code)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

func sarifResultOf(d diag.Diagnostic, rule int) sarifResult {
	message := d.Summary
	if d.Hint != "" {
		message += ". " + d.Hint
	}
	result := sarifResult{
		RuleID: string(d.Code), RuleIndex: rule, Level: sarifLevels[d.Severity], Message: sarifText{message},
	}
	if d.Pos.File != "" {
		result.Locations = []sarifLocation{sarifLocationOf(d.Pos, d.Width, "")}
	}
	for _, r := range d.Related {
		if r.Pos.File != "" {
			result.RelatedLocations = append(result.RelatedLocations, sarifLocationOf(r.Pos, 0, r.Message))
		}
	}
	return result
}

func sarifLocationOf(p diag.Position, width int, message string) sarifLocation {
	location := sarifLocation{Physical: sarifPhysical{Artifact: sarifArtifact{relativeURI(p.File)}}}
	if p.Line > 0 {
		region := &sarifRegion{StartLine: p.Line, StartColumn: max(1, p.Column)}
		if width > 0 {
			region.EndColumn = region.StartColumn + width
		}
		location.Physical.Region = region
	}
	if message != "" {
		location.Message = &sarifText{message}
	}
	return location
}

// relativeURI writes a file name as a relative reference: each part escaped, and a first part with a colon kept from
// looking like a scheme (RFC 3986, 4.2).
func relativeURI(name string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	uri := strings.Join(parts, "/")
	if strings.Contains(parts[0], ":") {
		return "./" + uri
	}
	return uri
}
