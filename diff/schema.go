package diff

import (
	"fmt"

	"github.com/redraft/redraft/model"
)

// SetQuota is a change of a schema's quota, in megabytes; 0 is unlimited.
type SetQuota struct {
	On
	From, To int64
}

// Describe says the change in words.
func (c SetQuota) Describe() string { return "quota " + quota(c.From) + " → " + quota(c.To) }

func quota(mb int64) string {
	if mb == 0 {
		return "unlimited"
	}
	return fmt.Sprintf("%d MB", mb)
}

func compareSchema(from, to *model.Schema) []Change {
	if from.QuotaMB == to.QuotaMB {
		return nil
	}
	return []Change{SetQuota{On{to.ID}, from.QuotaMB, to.QuotaMB}}
}
