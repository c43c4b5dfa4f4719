package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
)

// WhySchema names the version of the document of iam why.
const WhySchema = "sconce.why/v1"

type whyDocument struct {
	Schema   string    `json:"schema"`
	Action   string    `json:"action"`
	Resource string    `json:"resource"`
	Roles    []whyRole `json:"roles"`
}

type whyRole struct {
	Role      string      `json:"role"`
	Functions []string    `json:"functions"`
	Needed    []whyNeed   `json:"needed"`
	GrantedBy []placeView `json:"grantedBy"`
	Removable bool        `json:"removable"` // for certain nobody needs it
	Unknowns  []usedGap   `json:"unknowns"`
}

type whyNeed struct {
	Action    string      `json:"action"`
	Functions []string    `json:"functions"`
	Granted   string      `json:"granted"`
	Open      string      `json:"open,omitempty"` // why it is not known on what
	By        string      `json:"by"`
	Chain     []placeView `json:"chain"` // from the handler to the call
}

// Why writes why roles need or have a permission as a JSON document of WhySchema.
func Why(w io.Writer, action, resource string, roles []least.Why) error {
	return WriteJSON(w, whyDocument{Schema: WhySchema, Action: action, Resource: resource, Roles: each(roles, viewWhy)})
}

func viewWhy(w least.Why) whyRole {
	v := whyRole{Role: w.Role.Identity.ID, Functions: list(w.Role.Functions), Needed: []whyNeed{}, Removable: w.Idle()}
	for _, n := range w.Needs {
		for _, r := range n.Reasons {
			need := whyNeed{Action: n.Action, Functions: list(n.Functions), Granted: truthWord(n.Granted), By: r.Text, Chain: []placeView{}}
			if n.Open() {
				need.Open = n.On.Why
			}
			if c := r.Call; c != nil {
				need.By = strings.TrimPrefix(c.Service+":"+c.Operation, ":") + " (" + c.Via + ")"
				need.Functions = []string{c.Function}
				for _, at := range c.Chain {
					need.Chain = append(need.Chain, placeView{File: at.File, Line: at.Line, Text: "calls"})
				}
			}
			need.Chain = append(need.Chain, placeView{File: r.At.File, Line: r.At.Line, Text: need.By})
			v.Needed = append(v.Needed, need)
		}
	}
	for _, s := range w.Statements {
		if p := grantPlace(s.Grant); !slices.Contains(v.GrantedBy, p) {
			v.GrantedBy = append(v.GrantedBy, p)
		}
	}
	v.GrantedBy = list(v.GrantedBy)
	v.Unknowns = each(w.Role.Because, func(because least.Reason) usedGap {
		return usedGap{Function: because.Function, Reason: because.Text, File: because.At.File, Line: because.At.Line}
	})
	return v
}

// WhyText shows it to a person: who needs it, what grants it, and what breaks without it.
func WhyText(w io.Writer, action, resource string, roles []least.Why, style Style) error {
	var b strings.Builder
	on := ""
	if resource != "" {
		on = " on " + model.LocalName(resource)
	}
	if len(roles) == 0 {
		fmt.Fprintf(&b, "No function needs %s%s, and no role of a function is granted it.\n", Clean(action), Clean(on))
	}
	for i, role := range roles {
		if i > 0 {
			b.WriteString("\n")
		}
		whyText(&b, action+on, viewWhy(role), style)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func whyText(b *strings.Builder, what string, r whyRole, style Style) {
	fmt.Fprintf(b, "%s%s\n", style.bold(Clean(model.LocalName(r.Role))), style.faint("  the role of "+several(r.Functions)))
	for _, n := range r.Needed {
		fmt.Fprintf(b, "  needed      %s by %s: %s\n", Clean(n.Action), several(n.Functions), Clean(n.By))
		for _, at := range n.Chain {
			fmt.Fprintf(b, "              %s\n", style.faint(fmt.Sprintf("%s:%d", Clean(at.File), at.Line)))
		}
		if n.Open != "" {
			fmt.Fprintf(b, "              on what is not known: %s\n", Clean(n.Open))
		}
	}
	for _, g := range r.GrantedBy {
		fmt.Fprintf(b, "  granted     policy %s  %s\n", Clean(g.Text), style.faint(fmt.Sprintf("%s:%d", Clean(g.File), g.Line)))
	}
	fmt.Fprintf(b, "  without it  %s\n", Clean(without(what, r)))
}

// without says what breaks where the permission goes, or why it does already.
func without(what string, r whyRole) string {
	broken := map[string]bool{}
	refused := 0
	for _, n := range r.Needed {
		for _, f := range n.Functions {
			broken[f] = true
		}
		if n.Granted == "no" {
			refused++
		}
	}
	var names []string
	for _, f := range r.Functions {
		if broken[f] {
			names = append(names, f)
		}
	}
	switch {
	case len(names) > 0 && len(r.GrantedBy) == 0:
		return "nothing grants " + what + ": these calls of " + several(names) + " are refused today"
	case refused > 0 && refused == len(r.Needed):
		return "the calls of " + several(names) + " are refused already: what is granted is of something else, or taken away again"
	case len(names) > 0:
		return "the calls of " + several(names) + " are refused"
	case r.Removable:
		return "nothing breaks: no code of " + several(r.Functions) + " needs it"
	}
	why := r.Unknowns[0]
	text := "no code that could be read needs it, but " + why.Reason
	if why.File != "" {
		text += fmt.Sprintf(" (%s:%d)", why.File, why.Line)
	}
	if more := len(r.Unknowns) - 1; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
