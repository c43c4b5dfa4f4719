package aws

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// Likeness is whether two names, perhaps with holes, are the same.
type Likeness int

// The answers of SameName.
const (
	Different Likeness = iota
	MaybeSame          // some values of the holes make them the same
	Same
)

// SameName compares two names written in different places. Holes of the same name (a parameter
// Stage here and there) are taken to hold the same value; the name of the stack is not, since each
// stack has its own. Names that are nothing but a hole are different from all others.
func SameName(a, b model.Value) Likeness {
	x, xKnown := a.Text()
	y, yKnown := b.Text()
	if xKnown && yKnown {
		if x == y {
			return Same
		}
		return Different
	}
	p, q := pieces(a), pieces(b)
	if len(p) == 0 || len(q) == 0 {
		return Different
	}
	if likeness, aligned := align(p, q); aligned {
		return likeness
	}
	if literals(p) < 3 || literals(q) < 3 || !intersect(p, q) {
		return Different
	}
	return MaybeSame
}

// sameName is whether SameName answers Same.
func sameName(a, b model.Value) bool {
	x, xKnown := a.Text()
	y, yKnown := b.Text()
	if xKnown || yKnown {
		return xKnown && yKnown && x == y
	}
	if len(a.Parts()) != len(b.Parts()) {
		return false
	}
	likeness, aligned := align(pieces(a), pieces(b))
	return aligned && likeness == Same
}

// piece is a part of a name: literal text, or a hole with its name.
type piece struct {
	text string
	hole string
}

func pieces(v model.Value) []piece {
	var out []piece
	for _, p := range v.Parts() {
		if text, known := p.Text(); known {
			out = append(out, piece{text: text})
			continue
		}
		out = append(out, piece{hole: p.String()})
	}
	return out
}

func literals(ps []piece) int {
	n := 0
	for _, p := range ps {
		n += len(p.text)
	}
	return n
}

// align compares names with the same holes in the same places.
func align(p, q []piece) (Likeness, bool) {
	if len(p) != len(q) || literals(p) == 0 {
		return Different, false
	}
	likeness := Same
	for i := range p {
		if p[i] != q[i] {
			return Different, false
		}
		if p[i].hole == "${AWS::StackName}" {
			likeness = MaybeSame
		}
	}
	return likeness, true
}

// intersect reports whether two names have a common instance when every hole may be any text.
func intersect(p, q []piece) bool {
	const anyText = '\x00'
	flat := func(ps []piece) []rune {
		var b strings.Builder
		for _, piece := range ps {
			if piece.hole != "" {
				b.WriteRune(anyText)
			} else {
				b.WriteString(piece.text)
			}
		}
		return []rune(b.String())
	}
	x, y := flat(p), flat(q)
	if len(x) > 2048 || len(y) > 2048 {
		return false
	}
	row := make([]bool, len(y)+1) // row[j]: x[:i] and y[:j] can be the same
	row[0] = true
	for j, r := range y {
		row[j+1] = row[j] && r == anyText
	}
	for _, r := range x {
		diagonal := row[0]
		row[0] = row[0] && r == anyText
		for j, c := range y {
			up := row[j+1]
			row[j+1] = r == anyText && (up || row[j] || diagonal) || c == anyText && (row[j] || up || diagonal) || r == c && diagonal
			diagonal = up
		}
	}
	return row[len(y)]
}

// arn is an Amazon Resource Name taken apart; its last part may have holes.
type arn struct {
	service  string
	region   string
	account  string
	resource model.Value
}

// parseARN takes a name apart that begins with "arn:".
func parseARN(v model.Value) (arn, bool) {
	var fields []string // the text of the first five fields; a hole is "?"
	var field strings.Builder
	parts := v.Parts()
	for i, p := range parts {
		text, known := p.Text()
		if !known {
			field.WriteByte('?')
			continue
		}
		for j, c := range []byte(text) {
			if c != ':' {
				field.WriteByte(c)
				continue
			}
			fields = append(fields, field.String())
			field.Reset()
			if len(fields) == 5 {
				rest := append([]model.Value{model.NewString(text[j+1:], p.At)}, parts[i+1:]...)
				return arn{service: fields[2], region: fields[3], account: fields[4], resource: model.NewTemplate(rest, v.At)}, fields[0] == "arn"
			}
		}
	}
	return arn{}, false
}

// arnOf is the ARN of a declared resource, with holes for what the deployment sets: the reference to
// it where its ARN does not hold its name.
func arnOf(d *Declared) model.Value {
	s, ok := types[d.Type]
	if !ok || s.noARN || s.service == "secretsmanager" {
		return model.NewReference(model.Ref{Target: d.ID, Attribute: "Arn"}, d.At)
	}
	symbol := func(name string) model.Value {
		return model.NewReference(model.Ref{Attribute: name}, d.At)
	}
	text := func(s string) model.Value { return model.NewString(s, d.At) }
	var name model.Value
	if s.name != "" {
		name = d.Properties.Get(s.name)
	}
	if name.IsAbsent() {
		name = model.NewReference(model.Ref{Target: d.ID, Attribute: "Ref"}, d.At)
	}
	parts := []model.Value{text("arn:"), symbol("AWS::Partition"), text(":" + s.service + ":")}
	if s.service != "s3" && s.service != "iam" {
		parts = append(parts, symbol("AWS::Region"))
	}
	parts = append(parts, text(":"))
	if s.service != "s3" {
		parts = append(parts, symbol("AWS::AccountId"))
	}
	return model.NewTemplate(append(parts, text(":"+s.arn), name), d.At)
}
