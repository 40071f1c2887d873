package query

import "github.com/redraft/redraft/model"

// Stars returns the relations of which a star takes all columns into the output of a query, directly or through
// derived tables and common table expressions, sorted. A star over columns that the query itself names is none of
// them; neither is one that cannot be told, as over JOIN … USING.
func (a *Analyzer) Stars(text string, qualify func(name string) (schema string)) []model.Name {
	found, err := a.analyse(text, qualify)
	if err != nil {
		return nil
	}
	var relations []model.Name
	for _, c := range found.columns {
		if c.star {
			relations = append(relations, c.from...)
		}
	}
	return sortNames(relations)
}
