package exposure

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

var fanOut = check.Rule{
	ID:       "exposure-fan-out",
	Title:    "One request from the internet starts very many executions",
	Severity: finding.Low,
	Why: "A caller pays for one request and makes the application pay for thousands: a flood needs no more than a few of them. " +
		"A distributed map runs up to 10,000 executions at once where nothing says otherwise.",
	Remedy:   "Set MaxConcurrency on the map and check the number of items before it; let a queue with a maximum concurrency stand between a topic and its functions.",
	Practice: finding.Availability,
	References: []string{
		"https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html",
		"https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html",
		"https://owasp.org/API-Security/editions/2023/en/0xa4-unrestricted-resource-consumption/",
	},
	CWE:      []string{"CWE-405", "CWE-770"},
	OWASP:    []string{"API4:2023"},
	Controls: []string{"GDPR:32(1)(b)"},
	Run:      runFanOut,
}

// manyFunctions is how many functions a message may start before it is worth a word.
const manyFunctions = 5

func runFanOut(p *check.Pass) {
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if !p.Open().Has(r.ID) {
			continue
		}
		if r.Kind == model.KindWorkflow {
			answerMaps(p, r)
		}
		if r.Kind == model.KindTopic {
			answerTopic(p, r)
		}
	}
}

func answerTopic(p *check.Pass, topic *model.Resource) {
	s := p.Resource(topic)
	switch started := startedBy(p, topic.ID); {
	case started == 0:
	case started < manyFunctions:
		p.Met(s)
	default:
		p.NotMet(s, "each message to topic "+model.LocalName(topic.ID)+", which anybody can cause, starts "+strconv.Itoa(started)+" functions", check.Trace(steps(p, p.Open().Way(topic.ID))))
	}
}

// startedBy is how many functions a message to a topic starts.
func startedBy(p *check.Pass, topic string) int {
	functions := map[string]bool{}
	for _, e := range p.App.Edges {
		if e.From == topic && e.Kind == model.EdgeTriggers {
			functions[e.To] = true
		}
	}
	return len(functions)
}

// answerMaps answers for the distributed maps of a workflow; an inline map runs 40 iterations at once at most.
func answerMaps(p *check.Pass, workflow *model.Resource) {
	definition, why := definitionOf(workflow)
	name := model.LocalName(workflow.ID)
	if why != "" {
		p.Unknown(p.Resource(workflow), "how many executions workflow "+name+" starts", why)
		return
	}
	definition.Walk(func(path []string, v model.Value) bool {
		mode := v.Get("ItemProcessor", "ProcessorConfig", "Mode").TextOr("")
		if v.Kind() != model.Map || v.Get("Type").TextOr("") != "Map" || mode != "DISTRIBUTED" {
			return true
		}
		s := p.Resource(workflow)
		s.Detail = "the map"
		if len(path) > 0 {
			s.Detail = path[len(path)-1]
		}
		most := v.Get("MaxConcurrency")
		if !v.Get("MaxConcurrencyPath").IsAbsent() {
			p.Met(s) // the workflow says how many
			return true
		}
		unlimited, why := settleNumber(most, 0, func(n int) bool { return n == 0 })
		switch {
		case why != "" && most.IsUnknown():
			p.Unknown(s, "how many executions "+s.Detail+" of workflow "+name+" starts at once", why)
		case unlimited:
			p.NotMet(s, "nothing limits how many executions "+s.Detail+" of workflow "+name+" starts at once, and anybody can start it", check.At(v.At), check.Trace(steps(p, p.Open().Way(workflow.ID))))
		default:
			p.Met(s)
		}
		return true
	})
}

// definitionOf is the definition of a state machine, written as properties or as JSON text.
func definitionOf(workflow *model.Resource) (model.Value, string) {
	if v := workflow.Properties.Get("Definition"); v.Kind() == model.Map {
		return v, ""
	}
	text := workflow.Properties.Get("DefinitionString")
	if c, unknown := text.Cause(); unknown {
		return model.Value{}, c.Reason
	}
	if text.IsAbsent() {
		return model.Value{}, "its definition is not in the template"
	}
	var parsed any
	decoder := json.NewDecoder(bytes.NewReader([]byte(text.String()))) // holes are text in it
	decoder.UseNumber()
	if err := decoder.Decode(&parsed); err != nil {
		return model.Value{}, "its definition is no JSON"
	}
	return jsonValue(parsed, text.At), ""
}

// jsonValue is a decoded JSON text as a value; every part of it stands where the text stands. A substitution for a
// number is text with "${": it is not known here.
func jsonValue(v any, at model.Location) model.Value {
	switch v := v.(type) {
	case map[string]any:
		fields := make([]model.Field, 0, len(v))
		for key, item := range v {
			fields = append(fields, model.Field{Key: key, KeyAt: at, Value: jsonValue(item, at)})
		}
		slices.SortFunc(fields, func(a, b model.Field) int { return strings.Compare(a.Key, b.Key) })
		return model.NewMap(fields, at)
	case []any:
		items := make([]model.Value, len(v))
		for i, item := range v {
			items[i] = jsonValue(item, at)
		}
		return model.NewList(items, at)
	case string:
		return model.NewString(v, at)
	case json.Number:
		return model.NewNumber(v.String(), at)
	case bool:
		return model.NewBool(strconv.FormatBool(v), at)
	}
	return model.NewNull(at)
}
