package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
)

// PolicyStyle says how policies are written for people.
type PolicyStyle struct {
	SAM       bool // as the Policies of a function of SAM; else as those of a role
	Templates bool // policy templates of SAM where they say exactly the same
}

// PoliciesText writes the proposed policies as YAML that can be put into the template, with comments.
func PoliciesText(w io.Writer, list []PolicyOf, style PolicyStyle) error {
	var b strings.Builder
	for i := range list {
		if i > 0 {
			b.WriteString("\n")
		}
		list[i].text(&b, style)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p *PolicyOf) text(b *strings.Builder, style PolicyStyle) {
	name := Clean(model.LocalName(p.Function))
	fmt.Fprintf(b, "# %s", name)
	if r := p.Proposal.Role; r.Identity.ID != "" {
		c := p.Audit.Count(r, p.Function)
		fmt.Fprintf(b, ": %s", LeastLine(least.Summary{Count: c}))
	}
	b.WriteString("\n")
	for _, line := range p.proofLines() {
		b.WriteString("# " + Clean(line) + "\n")
	}
	for _, u := range p.unknowns() {
		fmt.Fprintf(b, "# not known: %s: %s  %s\n", Clean(u.what), Clean(u.reason), Clean(u.at.String()))
	}
	lines := p.Proposal.Lines
	if len(lines) == 0 {
		b.WriteString("# nothing has to be granted\n" + name + ":\n  Policies: []\n")
		return
	}
	fmt.Fprintf(b, "%s:\n  Policies:\n", name)
	if style.SAM && style.Templates {
		var rest []least.Line
		for _, l := range lines {
			if t, ok := p.Audit.Template(&l, p.Function); ok {
				comments(b, "    ", &l)
				if t.Parameter == "" {
					fmt.Fprintf(b, "    - %s: {}\n", t.Name)
				} else {
					fmt.Fprintf(b, "    - %s:\n        %s: %s\n", t.Name, t.Parameter, yaml(t.Value))
				}
			} else {
				rest = append(rest, l)
			}
		}
		lines = rest
	}
	if len(lines) == 0 {
		return
	}
	indent := "        "
	if style.SAM {
		b.WriteString("    - Version: \"2012-10-17\"\n      Statement:\n")
	} else {
		fmt.Fprintf(b, "    - PolicyName: %s\n      PolicyDocument:\n        Version: \"2012-10-17\"\n        Statement:\n", name)
		indent += "  "
	}
	for _, l := range lines {
		p.statement(b, indent, &l)
	}
}

// proofLines say what the proposal is to what is needed and to what is granted now.
func (p *PolicyOf) proofLines() []string {
	needed := map[policy.Truth]string{
		policy.Yes: "proved: all that is known to be needed is allowed", policy.No: "not all that is needed is allowed", policy.Maybe: "not proved that all that is needed is allowed: " + strings.Join(p.Proof.Because, "; "),
	}[p.Proof.Needed]
	out := []string{needed}
	var added []string
	for _, n := range p.Proof.Additions {
		if text := n.Action + " on " + onText(n); !slices.Contains(added, text) {
			added = append(added, text)
		}
	}
	switch {
	case p.Proposal.Role.Identity.ID == "":
		out = append(out, "what is granted now is not known: its role is not declared here")
	case p.Proof.Within == policy.Yes && len(added) == 0:
		out = append(out, "proved: nothing is allowed that is not allowed now")
	case p.Proof.Within == policy.Yes:
		out = append(out, "proved: nothing is allowed that is not allowed now, but for "+strings.Join(added, ", "))
	case p.Proof.Within == policy.No:
		out = append(out, "more is allowed than now")
	default:
		out = append(out, "not proved that nothing is allowed that is not allowed now: "+strings.Join(p.Proof.Because, "; "))
	}
	return out
}

func onText(n *least.Need) string {
	if n.On.ID != "" {
		return strings.TrimSpace(model.LocalName(n.On.ID) + " " + n.On.Part)
	}
	return n.On.Name
}

// comments name what needs a statement, by file and line.
func comments(b *strings.Builder, indent string, l *least.Line) {
	seen := map[string]bool{}
	for _, n := range l.Needs {
		for _, why := range n.Reasons {
			text := n.Action + ": " + why.At.String()
			if why.Call == nil {
				text = n.Action + ": the platform, " + why.Text
			}
			if n.Open() {
				text += ", on what is not known"
			}
			if n.When != "" {
				text += ", where " + n.When
			}
			if !seen[text] {
				seen[text] = true
				b.WriteString(indent + "# " + Clean(text) + "\n")
			}
		}
	}
}

func (p *PolicyOf) statement(b *strings.Builder, indent string, l *least.Line) {
	comments(b, indent, l)
	b.WriteString(indent + "- Effect: Allow\n")
	listOf(b, indent+"  ", "Action", l.Actions)
	var on []string
	for _, r := range l.Resources {
		text, reason := p.Audit.Spell(r, p.Function)
		if reason != "" {
			on = append(on, yaml(least.Spelled{Text: r.String()})+" # not known how to write: "+Clean(reason))
			continue
		}
		on = append(on, yaml(text))
	}
	listOf(b, indent+"  ", "Resource", on)
	if !l.Condition.IsAbsent() {
		b.WriteString(indent + "  Condition:\n")
		for _, operator := range l.Condition.Fields() {
			b.WriteString(indent + "    " + operator.Key + ":\n")
			for _, key := range operator.Value.Fields() {
				var values []string
				for _, v := range key.Value.OneOrMany() {
					text, _ := p.Audit.Spell(v, p.Function)
					values = append(values, yaml(text))
				}
				listOf(b, indent+"      ", key.Key, values)
			}
		}
	}
}

// listOf writes one value, or a list.
func listOf(b *strings.Builder, indent, key string, values []string) {
	if len(values) == 1 {
		b.WriteString(indent + key + ": " + values[0] + "\n")
		return
	}
	b.WriteString(indent + key + ":\n")
	for _, v := range values {
		b.WriteString(indent + "  - " + v + "\n")
	}
}

// yaml is a text as YAML templates write it.
func yaml(s least.Spelled) string {
	switch s.Function {
	case "Ref":
		return "!Ref " + s.Text
	case "GetAtt":
		return "!GetAtt " + s.Text + "." + s.Attribute
	case "Sub":
		return "!Sub " + fmt.Sprintf("%q", s.Text)
	}
	return fmt.Sprintf("%q", s.Text)
}
