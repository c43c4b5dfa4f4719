package minimise

import (
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// Value is a statement as it is written: a list of one text is the text.
func Value(s *policy.Statement) model.Value {
	if s.IsHole() {
		return s.Hole
	}
	var fields []model.Field
	add := func(key string, v model.Value) {
		fields = append(fields, model.Field{Key: key, KeyAt: s.At, Value: v})
	}
	text := func(t string) model.Value { return model.NewString(t, s.At) }
	list := func(key string, values []model.Value) {
		if values != nil {
			add(key, oneOrMany(values, s.At))
		}
	}
	if s.Sid != "" {
		add("Sid", text(s.Sid))
	}
	if s.Effect == model.UnknownEffect {
		add("Effect", s.Source.Get("Effect"))
	} else {
		add("Effect", text(string(s.Effect)))
	}
	for _, key := range []string{"Principal", "NotPrincipal"} {
		if who := s.Source.Get(key); !who.IsAbsent() {
			add(key, who)
		}
	}
	list("Action", s.Actions)
	list("NotAction", s.NotActions)
	list("Resource", s.Resources)
	list("NotResource", s.NotResources)
	if len(s.Conditions) > 0 {
		add("Condition", conditionValue(s))
	}
	return model.NewMap(fields, s.At)
}

// conditionValue is the Condition element: operators, in each keys, in each values.
func conditionValue(s *policy.Statement) model.Value {
	var operators []string
	keys := map[string][]model.Field{}
	for i := range s.Conditions {
		c := &s.Conditions[i]
		if c.IsHole() {
			return s.Source.Get("Condition")
		}
		name := c.Operator.String()
		if keys[name] == nil {
			operators = append(operators, name)
		}
		keys[name] = append(keys[name], model.Field{Key: c.Key, KeyAt: c.At, Value: oneOrMany(c.Values, c.At)})
	}
	fields := make([]model.Field, len(operators))
	for i, name := range operators {
		fields[i] = model.Field{Key: name, KeyAt: s.At, Value: model.NewMap(keys[name], s.At)}
	}
	return model.NewMap(fields, s.At)
}

func oneOrMany(values []model.Value, at model.Location) model.Value {
	if len(values) == 1 {
		return values[0]
	}
	return model.NewList(values, at)
}
