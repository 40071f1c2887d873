package introspect

import (
	"encoding/json"
	"strings"

	"github.com/redraft/redraft/model"
)

// otherRow is an object that is listed only; of a policy that is attached, name is the relation's.
type otherRow struct {
	kind, schema, name, policy, columns string
	to                                  model.Grantee
}

func (l *live) takeOther(r row) {
	l.others = append(l.others, otherRow{r.text(0), r.text(1), r.text(2), r.text(3), r.text(4), grantee(r.text(5), r.text(6))})
}

// otherKinds maps the words of the query to kinds.
var otherKinds = map[string]model.Kind{
	"role": model.KindRole, "datashare": model.KindDatashare, "rls": model.KindRLSPolicy, "masking": model.KindMaskingPolicy,
	"model": model.KindMLModel, "identity provider": model.KindIdentityProvider, "row security": model.KindPolicyAttachment,
	"rls attached": model.KindPolicyAttachment, "masking attached": model.KindPolicyAttachment,
}

// buildOthers lists what no plan changes. A cluster does not keep the statements that made it so.
func (l *live) buildOthers() {
	untold := model.Common{Untold: model.UntoldStatements}
	for _, name := range l.users {
		l.db.Put(&model.Unplanned{ID: model.ID{Kind: model.KindUser, Name: name}, Common: untold})
	}
	for _, name := range l.groups {
		l.db.Put(&model.Unplanned{ID: model.ID{Kind: model.KindGroup, Name: name}, Common: untold})
	}
	for _, o := range l.others {
		if o.schema != "" && !l.chosen(o.schema) {
			continue
		}
		object := &model.Unplanned{ID: model.ID{Kind: otherKinds[o.kind], Schema: o.schema, Name: o.title()}, Common: untold}
		if object.ID.Kind == model.KindPolicyAttachment {
			object.On = model.Name{Schema: o.schema, Name: o.name}
		}
		l.db.Put(object)
	}
}

// title names an object as the parser does: a policy that is attached by what it is attached to and for whom.
func (o otherRow) title() string {
	on := o.name
	var columns []string
	if json.Unmarshal([]byte(o.columns), &columns) == nil && len(columns) > 0 {
		on += " (" + strings.Join(columns, ", ") + ")"
	}
	sort, attached := strings.CutSuffix(o.kind, " attached")
	if !attached {
		return o.name
	}
	return sort + " policy " + o.policy + " on " + on + " for " + o.to.String()
}
