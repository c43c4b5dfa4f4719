package policy

import (
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// The marks around the number of a hole in JSON text: noncharacters, which no text has.
const (
	openMark  = "\ufdd0"
	closeMark = "\ufdd1"
)

// decodeText reads JSON that stands in a text, as policies are embedded in templates. Holes of the
// text become holes of the document; everything is located at the text. A hole outside a JSON string
// makes the document unknown.
func decodeText(v model.Value) (model.Value, *Problem) {
	var text strings.Builder
	var holes []model.Value
	for _, part := range v.Parts() {
		s, known := part.Text()
		if known {
			text.WriteString(strings.NewReplacer(openMark, "\ufffd", closeMark, "\ufffd").Replace(s))
			continue
		}
		text.WriteString(openMark + strconv.Itoa(len(holes)) + closeMark)
		holes = append(holes, part)
	}
	decoded, problem := decodeJSON([]byte(text.String()), "")
	if problem != nil {
		if len(holes) > 0 {
			return model.NewUnknown(model.Cause{Reason: "the text of the policy has a hole outside its strings", At: v.At}, v.At), nil
		}
		problem.At = v.At
		return model.Value{}, problem
	}
	if kind := decoded.Kind(); kind == model.String || kind == model.Template {
		return model.Value{}, &Problem{Level: Illegal, Code: CodeDataType, At: v.At, Message: "a policy document is a map, not text"}
	}
	return refill(decoded, holes, v.At), nil
}

// refill puts the holes back and everything at one place.
func refill(v model.Value, holes []model.Value, at model.Location) model.Value {
	return v.Map(func(part model.Value) model.Value {
		if part.Kind() == model.String {
			text, _ := part.Text()
			return refillText(text, holes, at)
		}
		if part.Kind() == model.Map {
			fields := make([]model.Field, 0, len(part.Fields()))
			for _, f := range part.Fields() {
				f.Key, f.KeyAt = strings.ReplaceAll(f.Key, openMark, "${"), at
				f.Key = strings.ReplaceAll(f.Key, closeMark, "}")
				fields = append(fields, f)
			}
			return model.NewMap(fields, at)
		}
		return part.WithAt(at)
	})
}

func refillText(text string, holes []model.Value, at model.Location) model.Value {
	var parts []model.Value
	for {
		before, rest, found := strings.Cut(text, openMark)
		number, after, closed := strings.Cut(rest, closeMark)
		i, err := strconv.Atoi(number)
		if !found || !closed || err != nil || i < 0 || i >= len(holes) {
			parts = append(parts, model.NewString(text, at))
			return model.NewTemplate(parts, at)
		}
		parts = append(parts, model.NewString(before, at), holes[i])
		text = after
	}
}
