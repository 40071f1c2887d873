package query

import (
	"strings"
	"testing"

	"github.com/redraft/redraft/model"
)

// Every relation of every query as people write them can be renamed, and a column of it too unless the text does not tell
// whose it is: that answer is counted. FuzzQuery looks at what nobody writes.
func TestRenamesInTheCorpusHaveAPlace(t *testing.T) {
	a := NewAnalyzer()
	columns := func(model.Name) ([]string, bool) { return []string{"id", "b"}, true }
	for _, folder := range corpusFolders {
		t.Run(folder.name, func(t *testing.T) {
			renames, known := 0, 0
			for _, s := range corpus(t, folder.name) {
				q, err := a.Query(s.text, func(string) string { return "s" })
				if err != nil {
					continue
				}
				for _, relation := range q.Relations {
					if strings.HasPrefix(relation.Name, "#") {
						continue
					}
					renames++
					to := model.Name{Schema: relation.Schema, Name: "zz new"}
					if _, err := a.Rename(q, map[model.Name]model.Name{relation: to}); err != nil {
						t.Errorf("%s: %s cannot be renamed in\n%s\n%v", s.file, relation, s.text, err)
					}
					if _, ok, err := a.RenameColumn(q, relation, "id", "zz new", columns); err != nil {
						t.Errorf("%s: %v in\n%s", s.file, err, s.text)
					} else if ok {
						known++
					}
				}
			}
			t.Logf("%d renames, %d of a column known", renames, known)
		})
	}
}
