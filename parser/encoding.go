package parser

import (
	"slices"
	"strings"

	"github.com/redraft/redraft/model"
)

var (
	integerTypes = []model.TypeName{model.Smallint, model.Integer, model.Bigint}
	stampTypes   = []model.TypeName{model.Date, model.Timestamp, model.TimestampTZ}
	allOldTypes  = slices.Concat(integerTypes, stampTypes, []model.TypeName{model.Numeric, model.Real,
		model.DoublePrecision, model.Boolean, model.Char, model.Varchar})
)

// encodings lists the types that each encoding takes (c_Compression_encodings); nil stands for every type.
var encodings = map[model.Encoding][]model.TypeName{
	"raw":       nil,
	"az64":      slices.Concat(integerTypes, stampTypes, []model.TypeName{model.Numeric, model.Time, model.TimeTZ}),
	"bytedict":  without(allOldTypes, model.Boolean),
	"delta":     slices.Concat(integerTypes, stampTypes, []model.TypeName{model.Numeric}),
	"delta32k":  slices.Concat(without(integerTypes, model.Smallint), stampTypes, []model.TypeName{model.Numeric}),
	"lzo":       without(allOldTypes, model.Boolean, model.Real, model.DoublePrecision),
	"mostly8":   slices.Concat(integerTypes, []model.TypeName{model.Numeric}),
	"mostly16":  {model.Integer, model.Bigint, model.Numeric},
	"mostly32":  {model.Bigint, model.Numeric},
	"runlength": allOldTypes,
	"text255":   {model.Varchar},
	"text32k":   {model.Varchar},
	"zstd":      allOldTypes,
}

func without(types []model.TypeName, except ...model.TypeName) (rest []model.TypeName) {
	for _, t := range types {
		if !slices.Contains(except, t) {
			rest = append(rest, t)
		}
	}
	return rest
}

// encoding reads the name of an encoding; an unknown one is reported and taken for none.
func (p *parser) encoding() model.Encoding {
	t := p.tok()
	if p.atEnd() || t.kind != tokWord {
		p.unexpected("an encoding")
		return ""
	}
	name := p.word(p.pos)
	p.pos++
	if _, ok := encodings[model.Encoding(name)]; ok {
		return model.Encoding(name)
	}
	hint := "the encodings are " + strings.Join(encodingNames(), ", ")
	switch guess := closest(strings.ToUpper(name), encodingNames()); {
	case name == "none":
		hint = "write RAW for no compression"
	case name == "auto":
		hint = "ENCODE AUTO stands behind the columns and holds for the whole table"
	case guess != "":
		hint = "did you mean " + guess + "?"
	}
	p.errorAt(t.span(), codeUnknownEncoding, "there is no encoding "+strings.ToUpper(name), hint)
	return ""
}

func encodingNames() (names []string) {
	for e := range encodings {
		names = append(names, strings.ToUpper(string(e)))
	}
	slices.Sort(names)
	return names
}

// fit says how an encoding and a type go together.
type fit uint8

const (
	fits fit = iota
	perhapsFits
	fitsNot
)

// encodingFits compares with the manual's table. Types that the table does not speak of, such as SUPER, are known to
// take more than it says; see docs/evidence.md.
func encodingFits(e model.Encoding, t model.TypeName) fit {
	types := encodings[e]
	switch {
	case e == "" || t == "" || types == nil || slices.Contains(types, t):
		return fits
	case t == model.Geometry || t == model.Geography:
		return fitsNot
	case (t == model.Super || t == model.Varbyte) && (e == model.EncodeLZO || e == model.EncodeZSTD):
		return fits
	case slices.Contains(allOldTypes, t) || e == "text255" || e == "text32k" || strings.HasPrefix(string(e), "mostly"):
		return fitsNot
	}
	return perhapsFits
}
