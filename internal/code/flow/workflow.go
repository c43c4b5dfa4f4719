package flow

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// workflow is a state machine: what each of its states does, and what follows it (Amazon States Language,
// https://states-language.net/spec.html).
type workflow struct {
	id     string
	at     model.Location
	states map[string]*workflowState
}

// workflowState is a state, with what it makes of what comes in and of what its function answers.
type workflowState struct {
	Type       string
	Resource   any
	Next       string
	Default    string
	Choices    []struct{ Next string }
	Catch      []struct{ Next string }
	InputPath  string
	OutputPath string
	ResultPath json.RawMessage // null: what the function answers is thrown away
	Parameters map[string]any
	Arguments  map[string]any
	Branches   []struct{ States map[string]*workflowState }

	function string // that it runs, by its id
	invokes  bool   // by an operation, whose answer has what the function answers as its Payload
}

// workflows are the state machines of an application, by their ids. One that cannot be read is none: what its steps get
// from one another is not known then.
func workflows(app *model.App) map[string]*workflow {
	out := map[string]*workflow{}
	for i := range app.Resources {
		r := &app.Resources[i]
		if r.Type != "AWS::StepFunctions::StateMachine" {
			continue
		}
		text := definitionText(r)
		var read struct{ States map[string]*workflowState }
		if text == nil || json.Unmarshal(text, &read) != nil {
			continue
		}
		w := &workflow{r.ID, r.At, map[string]*workflowState{}}
		w.add(read.States, r, 0)
		out[r.ID] = w
	}
	return out
}

// maxBranches is how deep branches of workflows are read.
const maxBranches = 8

// add notes states, those of branches too: their names differ within a workflow.
func (w *workflow) add(states map[string]*workflowState, r *model.Resource, depth int) {
	for name, s := range states {
		if s == nil || depth > maxBranches {
			continue
		}
		s.function = functionNamed(s.Resource, r)
		for _, given := range []map[string]any{s.Parameters, s.Arguments} {
			if id := functionNamed(given["FunctionName"], r); id != "" {
				s.function, s.invokes = id, true
			}
		}
		w.states[name] = s
		for _, b := range s.Branches {
			w.add(b.States, r, depth+1)
		}
	}
}

// definitionText is the definition of a state machine as JSON; what refers to an element is {"$ref": id}, or a text
// "ref:id".
func definitionText(r *model.Resource) []byte {
	if v := r.Properties.Get("Definition"); v.Kind() == model.Map {
		text, err := json.Marshal(v)
		if err != nil {
			return nil
		}
		return text
	}
	v := r.Properties.Get("DefinitionString")
	if s, ok := v.Text(); ok {
		return []byte(s)
	}
	var b strings.Builder
	for _, p := range v.Parts() {
		s, ok := p.Text()
		if !ok {
			s = "ref:" + p.Target()
		}
		b.WriteString(s)
	}
	return []byte(b.String())
}

// functionNamed is the id of the element that a definition names, "" for none.
func functionNamed(v any, r *model.Resource) string {
	switch v := v.(type) {
	case map[string]any:
		id, _ := v["$ref"].(string)
		return id
	case string:
		if id, ok := strings.CutPrefix(v, "ref:"); ok {
			return id
		}
		if name, ok := strings.CutPrefix(v, "${"); ok && strings.HasSuffix(name, "}") {
			return r.Properties.Get("DefinitionSubstitutions", strings.TrimSuffix(name, "}")).Target()
		}
	}
	return ""
}

// stepAnswer is a part of what a step's function answers.
type stepAnswer struct {
	function string
	part     []string
}

// given are the parts of what earlier steps answer that a part of what comes to a function is.
func (w *workflow) given(function string, part []string) []stepAnswer {
	var out []stepAnswer
	for _, name := range slices.Sorted(maps.Keys(w.states)) {
		s := w.states[name]
		if s.function != function {
			continue
		}
		if in, ok := s.input(part); ok {
			out = append(out, w.before(name, in, map[string]bool{})...)
		}
	}
	return out
}

// input is the part of what comes to a state that a part of what its function gets is.
func (s *workflowState) input(part []string) ([]string, bool) {
	given := s.Parameters
	if s.invokes {
		if path, ok := given["Payload.$"].(string); ok {
			return belowPath(path, part)
		}
		inner, ok := given["Payload"].(map[string]any)
		if !ok {
			return nil, false
		}
		given = inner
	}
	if given == nil {
		return belowPath(orAll(s.InputPath), part)
	}
	if len(part) == 0 {
		return nil, false
	}
	path, ok := given[part[0]+".$"].(string)
	if !ok {
		return nil, false
	}
	return belowPath(path, part[1:])
}

// orAll is a path, or that of everything.
func orAll(path string) string {
	if path == "" {
		return "$"
	}
	return path
}

// belowPath is a part below a path: $.a.b.
func belowPath(path string, part []string) ([]string, bool) {
	if path == "$" {
		return part, true
	}
	names, ok := strings.CutPrefix(path, "$.")
	if !ok || strings.ContainsAny(names, "[?*@(") {
		return nil, false
	}
	return append(strings.Split(names, "."), part...), true
}

// before are the answers that a part of what comes to a state is.
func (w *workflow) before(name string, part []string, seen map[string]bool) []stepAnswer {
	if seen[name] {
		return nil
	}
	seen[name] = true
	var out []stepAnswer
	for _, other := range slices.Sorted(maps.Keys(w.states)) {
		if s := w.states[other]; s.leadsTo(name) {
			out = append(out, w.output(other, s, part, seen)...)
		}
	}
	return out
}

// leadsTo is whether a state may follow.
func (s *workflowState) leadsTo(name string) bool {
	return s.Next == name || s.Default == name || slices.ContainsFunc(s.Choices, func(c struct{ Next string }) bool { return c.Next == name })
}

// output are the answers that a part of what a state hands on is.
func (w *workflow) output(name string, s *workflowState, part []string, seen map[string]bool) []stepAnswer {
	part, ok := belowPath(orAll(s.OutputPath), part)
	if !ok {
		return nil
	}
	if s.Type != "Task" {
		if s.Type == "Choice" || s.Type == "Wait" || s.Type == "Pass" && s.Parameters == nil {
			return w.before(name, part, seen)
		}
		return nil
	}
	result := "$"
	if len(s.ResultPath) > 0 {
		if result = ""; json.Unmarshal(s.ResultPath, &result) != nil || result == "" {
			return w.before(name, part, seen)
		}
	}
	at, ok := belowPath(result, nil)
	if !ok {
		return nil
	}
	if len(part) < len(at) || !slices.Equal(part[:len(at)], at) {
		return w.before(name, part, seen)
	}
	if s.function == "" {
		return nil
	}
	part = part[len(at):]
	if s.invokes {
		if len(part) == 0 || part[0] != "Payload" {
			return nil
		}
		part = part[1:]
	}
	return []stepAnswer{{s.function, part}}
}
