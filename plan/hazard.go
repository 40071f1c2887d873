package plan

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
)

// HazardCode is the stable name of a hazard, in kebab case.
type HazardCode string

// The hazards. It is a closed list: a new one is a new line here, in the table below and in docs/hazards.md.
const (
	DataLoss             HazardCode = "data-loss"
	LossyCast            HazardCode = "lossy-cast"
	IdentityRenumbered   HazardCode = "identity-renumbered"
	PrivilegesLost       HazardCode = "privileges-lost"
	UntrackedDependency  HazardCode = "untracked-dependency"
	TableRewrite         HazardCode = "table-rewrite"
	BlockingLock         HazardCode = "blocking-lock"
	NotTransactional     HazardCode = "not-transactional"
	DependentsRecreated  HazardCode = "dependents-recreated"
	ReadersSeeGap        HazardCode = "readers-see-gap"
	LongRunning          HazardCode = "long-running"
	FullRefresh          HazardCode = "full-refresh"
	ConstraintUnverified HazardCode = "constraint-unverified"
)

// HazardInfo describes a hazard code for people.
type HazardInfo struct {
	Code  HazardCode
	Title string
	// Consent is true when a plan that holds the hazard is neither written nor applied unless it is allowed by name.
	Consent bool
}

// Hazards lists all hazards, the grave ones first.
var Hazards = []HazardInfo{
	{DataLoss, "rows or values are deleted", true},
	{LossyCast, "a cast may fail or change values", true},
	{IdentityRenumbered, "identity values are generated anew or their generator changes", true},
	{PrivilegesLost, "somebody loses a privilege", true},
	{UntrackedDependency, "something that the engine does not track names this object", true},
	{TableRewrite, "all rows are written again", false},
	{BlockingLock, "readers and writers wait", false},
	{NotTransactional, "cannot be rolled back together with the rest", false},
	{DependentsRecreated, "dependent objects are dropped and created again", false},
	{ReadersSeeGap, "readers may find the object missing for a moment", false},
	{LongRunning, "takes time in proportion to the rows", false},
	{FullRefresh, "a materialized view is computed from nothing", false},
	{ConstraintUnverified, "the rows are not checked against the key", false},
}

// Hazard is one danger of one step.
type Hazard struct {
	Code   HazardCode `json:"code"`
	Detail string     `json:"detail"`
}

// NeedsConsent reports whether the hazard must be allowed by name.
func (h Hazard) NeedsConsent() bool {
	at := slices.IndexFunc(Hazards, func(i HazardInfo) bool { return i.Code == h.Code })
	return at >= 0 && Hazards[at].Consent
}

// Unallowed returns the hazard codes of the plan that need consent and are not in the list, each once, sorted.
func (p *Plan) Unallowed(allow []HazardCode) []HazardCode {
	var codes []HazardCode
	for _, step := range p.Steps {
		for _, h := range step.Hazards {
			if h.NeedsConsent() && !slices.Contains(allow, h.Code) {
				codes = append(codes, h.Code)
			}
		}
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// ParseHazard returns the hazard of that code; ok is false when there is none.
func ParseHazard(code string) (HazardCode, bool) {
	for _, info := range Hazards {
		if strings.EqualFold(string(info.Code), code) {
			return info.Code, true
		}
	}
	return "", false
}

// objectNames joins the qualified names of objects for a sentence.
func objectNames(ids []model.ID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = id.QualifiedName()
	}
	return strings.Join(names, ", ")
}
