package parser

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/redraft/redraft/model"
	"github.com/redraft/redraft/parser/ast"
)

// dumpFile writes the statements of a file, one field a line, without what is empty.
func dumpFile(file *ast.File) string {
	d := dumper{}
	for _, s := range file.Statements {
		d.value("", reflect.ValueOf(s), 0)
	}
	for _, directive := range file.Directives {
		d.line(0, "directive on line %d: %s %s", directive.Line, directive.Verb, directive.Args)
	}
	return d.String()
}

type dumper struct{ strings.Builder }

func (d *dumper) line(depth int, format string, args ...any) {
	d.WriteString(strings.TrimRight(strings.Repeat("  ", depth)+fmt.Sprintf(format, args...), " ") + "\n")
}

// short returns the value on one line, if it has such a form.
func short(v any) (string, bool) {
	switch v := v.(type) {
	case ast.Ident:
		return v.Name, true
	case ast.Name:
		parts := []string{v.Database, v.Schema, v.Name}
		return strings.TrimLeft(strings.Join(parts, "."), "."), true
	case ast.Type:
		return strings.TrimSuffix(v.Data.String()+" "+v.Text, " "+v.Data.String()), true
	case ast.Expr:
		return strings.TrimSuffix(fmt.Sprintf("%s, from %s, calls %v", v.Canonical, v.Text, v.Functions), ", calls []"), true
	case *ast.Expr:
		return short(*v)
	case model.Kind, model.Grantee, model.DistStyle, model.SortStyle, model.Collation, model.ConstraintKind, model.ID:
		return fmt.Sprint(v), true
	case fmt.Stringer:
		return v.String(), true
	}
	return "", false
}

func (d *dumper) value(label string, v reflect.Value, depth int) {
	if text, ok := short(v.Interface()); ok {
		d.line(depth, "%s%s", label, text)
		return
	}
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		d.value(label, v.Elem(), depth)
	case reflect.Struct:
		d.line(depth, "%s%s", label, v.Type().Name())
		for i := range v.NumField() {
			d.field(v.Type().Field(i), v.Field(i), depth+1)
		}
	case reflect.Slice:
		d.slice(label, v, depth)
	case reflect.String:
		if text := v.String(); strings.Contains(text, "\n") {
			d.line(depth, "%s|", label)
			for line := range strings.Lines(text) {
				d.line(depth+1, "%s", strings.TrimSuffix(line, "\n"))
			}
			return
		}
		d.line(depth, "%s%s", label, v.String())
	default:
		d.line(depth, "%s%v", label, v.Interface())
	}
}

func (d *dumper) field(f reflect.StructField, v reflect.Value, depth int) {
	if f.Type == reflect.TypeFor[ast.Span]() || v.IsZero() || !f.IsExported() {
		return
	}
	if f.Anonymous {
		for i := range v.NumField() {
			d.field(f.Type.Field(i), v.Field(i), depth)
		}
		return
	}
	d.value(f.Name+": ", v, depth)
}

func (d *dumper) slice(label string, v reflect.Value, depth int) {
	var texts []string
	for i := range v.Len() {
		text, ok := short(v.Index(i).Interface())
		if v.Index(i).Kind() == reflect.String {
			text, ok = v.Index(i).String(), true
		}
		if !ok {
			d.line(depth, "%s", strings.TrimSuffix(label, " "))
			for i := range v.Len() {
				d.value("", v.Index(i), depth+1)
			}
			return
		}
		texts = append(texts, text)
	}
	d.line(depth, "%s%s", label, strings.Join(texts, ", "))
}

// checkSpans demands of every node that its span lies in its statement, and of every name that its span holds the name.
func checkSpans(t *testing.T, file *ast.File) {
	t.Helper()
	for _, s := range file.Statements {
		checkNode(t, file, reflect.ValueOf(s), s.Bounds())
	}
}

func checkNode(t *testing.T, file *ast.File, v reflect.Value, around ast.Span) {
	t.Helper()
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			checkNode(t, file, v.Elem(), around)
		}
	case reflect.Slice:
		for i := range v.Len() {
			checkNode(t, file, v.Index(i), around)
		}
	case reflect.Struct:
		if id, ok := v.Interface().(ast.Ident); ok {
			checkIdent(t, file, id)
			return
		}
		for i := range v.NumField() {
			if f := v.Field(i); v.Type().Field(i).IsExported() {
				checkField(t, file, f, v.Type(), around)
			}
		}
	}
}

func checkField(t *testing.T, file *ast.File, f reflect.Value, in reflect.Type, around ast.Span) {
	t.Helper()
	span, ok := f.Interface().(ast.Span)
	if !ok {
		checkNode(t, file, f, around)
		return
	}
	if span != (ast.Span{}) && (span.Start < around.Start || span.End > around.End || span.Start >= span.End) {
		t.Errorf("%s at %v lies outside of its statement at %v", in.Name(), span, around)
	}
}

func checkIdent(t *testing.T, file *ast.File, id ast.Ident) {
	t.Helper()
	if id.IsZero() {
		return
	}
	text := strings.ReplaceAll(strings.Trim(file.Text(id.Span), `"`), `""`, `"`)
	text = text[strings.LastIndexByte(text, '.')+1:]
	if !strings.HasPrefix(foldASCII(text), foldASCII(id.Name)) {
		t.Errorf("name %q stands at %q", id.Name, file.Text(id.Span))
	}
}
