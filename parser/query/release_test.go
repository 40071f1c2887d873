package query

import (
	"errors"
	"testing"
)

func TestAPanicBecomesAnErrorAndTheWorkspaceIsGivenUp(t *testing.T) {
	a := NewAnalyzer()
	broken := a.workspace()
	analyse := func() (err error) {
		defer a.release(broken, &err)
		var nothing *node
		_ = nothing.kind
		return nil
	}
	var syntax *SyntaxError
	if err := analyse(); !errors.As(err, &syntax) {
		t.Fatalf("the panic became %v", err)
	}
	for range 8 {
		if a.workspace() == broken {
			t.Fatal("the broken workspace is used again")
		}
	}
	if _, err := a.Query("select 1", nil); err != nil {
		t.Fatal(err)
	}
}
