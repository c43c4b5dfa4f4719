package observability

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/model"
)

// alarm is a declared alarm and the metrics that it looks at.
type alarm struct {
	resource *model.Resource
	metrics  []metric
}

// metric is a metric as an alarm names it, or an expression over metrics.
type metric struct {
	namespace, name model.Value
	dimensions      model.Value // a list of {Name, Value}
	expression      string
}

// alarms are the metric alarms of an application: each on one metric, or on several that are computed
// with (CloudFormation Template Reference, "AWS::CloudWatch::Alarm").
func alarms(p *check.Pass) []alarm {
	var out []alarm
	for i := range p.App.Resources {
		r := &p.App.Resources[i]
		if r.Type != "AWS::CloudWatch::Alarm" {
			continue
		}
		a := alarm{resource: r}
		if name := r.Properties.Get("MetricName"); !name.IsAbsent() {
			a.metrics = append(a.metrics, metric{r.Properties.Get("Namespace"), name, r.Properties.Get("Dimensions"), ""})
		}
		for _, query := range r.Properties.Get("Metrics").OneOrMany() {
			m := query.Get("MetricStat", "Metric")
			if text := query.Get("Expression"); !text.IsAbsent() {
				a.metrics = append(a.metrics, metric{expression: text.String()})
			} else {
				a.metrics = append(a.metrics, metric{m.Get("Namespace"), m.Get("MetricName"), m.Get("Dimensions"), ""})
			}
		}
		out = append(out, a)
	}
	return out
}

// watched is a metric of an element that an alarm should look at.
type watched struct {
	namespace string
	names     []string
	dimension string // the dimension that says which element it is
	id        string
	name      model.Value // the element's physical name
	anyOf     bool        // without dimensions the metric is the sum over all elements
}

// isWatched reports whether one of the alarms looks at a metric. The reason is set where it may, but
// that cannot be told; conditional is the condition under which the element is deployed.
func (w watched) isWatched(all []alarm, conditional string) (yes bool, why string) {
	for _, a := range all {
		for _, m := range a.metrics {
			looks, reason := w.matches(m)
			if apart := check.Apart(a.resource.Conditional, conditional); looks && apart != "" {
				looks, reason = false, apart
			}
			if looks {
				return true, ""
			}
			why = cmp.Or(why, reason)
		}
	}
	return false, why
}

func (w watched) matches(m metric) (yes bool, why string) {
	if m.expression != "" {
		return w.inExpression(m.expression), ""
	}
	for _, part := range []struct {
		v   model.Value
		ask func(model.Value) bool
	}{
		{m.namespace, func(v model.Value) bool { return v.TextOr("") == w.namespace }},
		{m.name, func(v model.Value) bool { return slices.Contains(w.names, v.TextOr("")) }},
	} {
		is, reason := check.Settle(part.v, part.ask)
		if reason != "" {
			why = reason
		} else if !is {
			return false, ""
		}
	}
	if why != "" {
		return false, why
	}
	return w.inDimensions(m.dimensions)
}

// inDimensions reports whether the dimensions of a metric mean the element.
func (w watched) inDimensions(dimensions model.Value) (yes bool, why string) {
	if c, unknown := dimensions.Cause(); unknown {
		return false, c.Reason
	}
	list := dimensions.OneOrMany()
	if len(list) == 0 {
		return w.anyOf, ""
	}
	for _, d := range list {
		if d.Get("Name").TextOr("") != w.dimension {
			continue
		}
		is, reason := check.Settle(d.Get("Value"), func(v model.Value) bool { return check.Means(v, w.id, w.name) })
		if is {
			return true, ""
		}
		why = cmp.Or(why, reason)
	}
	return false, why
}

// inExpression reports whether a search or query over metrics takes the metric in: one that names no
// element means them all (Amazon CloudWatch User Guide, "Using search expressions in graphs", "Metrics
// Insights query components and syntax").
func (w watched) inExpression(expression string) bool {
	if !strings.Contains(expression, w.namespace) || !slices.ContainsFunc(w.names, func(name string) bool { return strings.Contains(expression, name) }) {
		return false
	}
	if strings.Contains(strings.ToUpper(expression), "WHERE") || strings.Contains(expression, w.dimension+"=") {
		return strings.Contains(expression, w.name.String()) || strings.Contains(expression, "${"+model.LocalName(w.id))
	}
	return true
}
