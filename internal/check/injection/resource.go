package injection

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/sconce-dev/sconce/internal/access"
	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

var resource = check.Rule{
	ID:       "injection-resource",
	Title:    "Untrusted data names what the function acts on",
	Severity: finding.High,
	Why:      "The caller chooses the function, role, bucket, queue or secret that the function's role is used on: everything that the role may touch is his. It is medium where the role may do that to a few named things only, or what it may do is not known; low where it is one.",
	Remedy:   "Take the name from a table in the code or from the configuration.",
	Practice: finding.Hardening,
	References: []string{
		"https://owasp.org/API-Security/editions/2023/en/0xa1-broken-object-level-authorization/",
		"https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
	},
	CWE:      []string{"CWE-99", "CWE-639"},
	OWASP:    []string{"A01:2021", "API1:2023"},
	Controls: []string{"PCI-DSS-4.0.1:6.2.4"},
	Run: func(p *check.Pass) {
		ledger := sync.OnceValue(func() *access.Ledger { return access.NewLedger(p.App) }) // most applications ask for none
		flows(p, "resource", "the name of what the function acts on", func(f *model.Function, code *model.Code, flow *model.Flow) (finding.Severity, string) {
			return room(ledger(), f, code, flow)
		})
	},
}

// room is how bad it can be that somebody names what a call acts on, by what the function's role may do to what; and why
// it is not worse, "" where it is as bad as it can be, or not known.
func room(ledger *access.Ledger, f *model.Function, code *model.Code, flow *model.Flow) (finding.Severity, string) {
	actions := actionsAt(code, flow)
	if f.Role.Target() == "" {
		return finding.Medium, "what the role of " + model.LocalName(f.ID) + " may do is not known"
	}
	if len(actions) == 0 {
		return finding.High, ""
	}
	h := ledger.Of(f.Role.Target())
	var names []string
	for _, g := range h.Grants {
		if slices.ContainsFunc(g.Actions, func(v model.Value) bool { _, known := v.Text(); return !known }) {
			return finding.High, ""
		}
		set := access.ActionsOf(g)
		if !slices.ContainsFunc(actions, set.Has) {
			continue
		}
		if len(g.NotResources) > 0 {
			return finding.High, ""
		}
		for _, r := range g.Resources {
			if policy.ResourceWidth(r) != policy.WidthNamed {
				return finding.High, ""
			}
			names = append(names, thing(r))
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	switch {
	case len(names) == 0:
		return finding.Low, "the role of " + model.LocalName(f.ID) + " may do that to nothing"
	case len(names) == 1 && !strings.Contains(names[0], "*"):
		return finding.Low, "the role of " + model.LocalName(f.ID) + " may do that to nothing but " + names[0]
	}
	const most = 3
	said := strings.Join(names[:min(most, len(names))], ", ")
	if len(names) > most {
		said += fmt.Sprintf(" and %d more", len(names)-most)
	}
	return finding.Medium, "the role of " + model.LocalName(f.ID) + " may do that to " + said
}

// actionsAt are the actions of what a flow decides about: those of the operation, or of the operations on what a handle
// such as boto3.resource("dynamodb").Table stands for.
func actionsAt(code *model.Code, flow *model.Flow) []catalogue.Action {
	var out []catalogue.Action
	add := func(n model.Need) {
		if a, ok := catalogue.LookupAction(n.Action); ok && !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	for _, c := range code.Calls {
		for _, n := range c.Needs {
			if chosen := n.On.Kind == model.TargetEvent || n.On.Kind == model.TargetUnknown; chosen && (c.At == flow.Sink.At || strings.Contains(flow.Sink.Call, "("+c.Service+")")) {
				add(n)
			}
		}
	}
	return out
}

// thing is what people call what a pattern names: the element that it refers to, or the last part of its ARN. All objects
// of a bucket are one thing here, as are all indexes of a table.
func thing(pattern model.Value) string {
	var element string
	pattern.Walk(func(_ []string, v model.Value) bool {
		if target := v.Target(); target != "" && element == "" {
			element = model.LocalName(target)
		}
		return element == ""
	})
	if element != "" {
		return element
	}
	text := pattern.String()
	if strings.HasPrefix(text, "arn:") {
		if fields := strings.SplitN(text, ":", 6); len(fields) == 6 {
			text = fields[5]
		}
	}
	for _, all := range []string{"/index/*", "/*", ":*"} {
		text = strings.TrimSuffix(text, all)
	}
	return text
}
