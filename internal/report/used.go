package report

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"github.com/sconce-dev/sconce/internal/least"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
	"github.com/sconce-dev/sconce/internal/scan"
)

// UsedSchema names the version of the document about use.
const UsedSchema = "sconce.used/v1"

type usedDocument struct {
	Schema string     `json:"schema"`
	Roles  []usedRole `json:"roles"`
	// Strangers are roles of the records that are none of the applications'.
	Strangers []string `json:"otherRoles"`
	Unread    []string `json:"notUnderstood"`
}

type usedRole struct {
	Role      string     `json:"role"`
	Functions []string   `json:"functions"`
	From      string     `json:"from,omitempty"`
	To        string     `json:"to,omitempty"`
	Days      int        `json:"days"`
	Actions   []usedRow  `json:"actions"`
	Unseen    []usedIdle `json:"unseen"`
	Unknowns  []usedGap  `json:"unknowns"`
}

type usedRow struct {
	Action    string          `json:"action"`
	Resource  string          `json:"resource"`
	Needed    []placeView     `json:"needed"`
	Seen      int             `json:"seen"`
	Refused   int             `json:"refused"`
	Last      string          `json:"last,omitempty"`
	Granted   string          `json:"granted"`
	GrantedBy []placeView     `json:"grantedBy"`
	Judgement least.Judgement `json:"judgement"`

	platform bool // nothing but the platform needs it
}

type usedIdle struct {
	Statement placeView `json:"statement"`
	Actions   []string  `json:"actions"`  // the records would show
	Hidden    []string  `json:"hidden"`   // they would not
	Needed    []string  `json:"needed"`   // of both: by the code
	Whole     bool      `json:"complete"` // nothing of the statement was seen, and all of it would be
}

// usedGap is why more may be needed than the code says.
type usedGap struct {
	Function string `json:"function,omitempty"`
	Reason   string `json:"reason"`
	File     string `json:"file,omitempty"`
	Line     int    `json:"line,omitempty"`
}

type placeView struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Text string `json:"text"`
}

// Used is what roles need, were seen to do and are granted, in one table.
type Used struct{ result *scan.Result }

// NewUsed is that table for a scan that was given records.
func NewUsed(r *scan.Result) *Used { return &Used{r} }

// JSON writes the table as a JSON document of UsedSchema.
func (u *Used) JSON(w io.Writer) error {
	d := usedDocument{Schema: UsedSchema, Roles: []usedRole{}, Strangers: []string{}, Unread: []string{}}
	for _, app := range u.result.Apps {
		d.Strangers, d.Unread = app.Model.Usage.Strangers, app.Model.Usage.Unread
		audit := least.Of(app.Model)
		for _, r := range audit.Roles() {
			d.Roles = append(d.Roles, viewUsed(app.Model, audit, r))
		}
	}
	d.Strangers, d.Unread = list(d.Strangers), list(d.Unread)
	return WriteJSON(w, d)
}

func viewUsed(app *model.App, audit *least.Audit, r *least.Role) usedRole {
	rows, idle := audit.Observed(r)
	v := usedRole{Role: r.Identity.ID, Functions: list(r.Functions), From: day(app.Usage.From), To: day(app.Usage.To), Days: app.Usage.Days()}
	v.Actions = each(rows, func(row least.Row) usedRow {
		seen, refused := row.Count()
		return usedRow{
			Action: row.Action, Resource: row.On, Needed: needPlaces(row.Needs), Seen: seen, Refused: refused, Last: lastSeen(row.Acts),
			platform: len(row.Needs) > 0 && !slices.ContainsFunc(row.Needs, func(n *least.Need) bool { return !n.Platform() }),
			Granted:  truthWord(row.Granted), GrantedBy: each(row.By, grantPlace), Judgement: audit.Judge(r, &row),
		}
	})
	v.Unseen = each(idle, func(i least.Idle) usedIdle {
		return usedIdle{Statement: grantPlace(i.Statement.Grant), Actions: names(i.Silent), Hidden: names(i.Hidden), Needed: names(i.Needed), Whole: i.Whole()}
	})
	v.Unknowns = each(r.Because, func(because least.Reason) usedGap {
		return usedGap{Function: because.Function, Reason: because.Text, File: because.At.File, Line: because.At.Line}
	})
	return v
}

func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.DateOnly)
}

func lastSeen(acts []model.Act) string {
	var last time.Time
	for _, a := range acts {
		if a.Last.After(last) {
			last = a.Last
		}
	}
	return day(last)
}

func truthWord(t policy.Truth) string {
	switch t { //nolint:exhaustive // the rest is no
	case policy.Yes:
		return "yes"
	case policy.Maybe:
		return "perhaps"
	}
	return "no"
}

func names(actions []catalogue.Action) []string {
	return each(actions, func(a catalogue.Action) string { return a.String() })
}

func grantPlace(g *model.Grant) placeView {
	return placeView{File: g.At.File, Line: g.At.Line, Text: g.Policy}
}

func needPlaces(needs []*least.Need) []placeView {
	var out []placeView
	for _, n := range needs {
		for _, r := range n.Reasons {
			text := r.Text
			if r.Call != nil {
				text = strings.TrimPrefix(r.Call.Service+":"+r.Call.Operation, ":")
			}
			if p := (placeView{r.At.File, r.At.Line, text}); !slices.Contains(out, p) {
				out = append(out, p)
			}
		}
	}
	return list(out)
}

// Text shows the table to a person.
func (u *Used) Text(w io.Writer, style Style) error {
	var b strings.Builder
	strangers := 0
	for _, app := range u.result.Apps {
		audit := least.Of(app.Model)
		strangers = max(strangers, len(app.Model.Usage.Strangers))
		for _, r := range audit.Roles() {
			usedText(&b, viewUsed(app.Model, audit, r), style)
		}
	}
	if strangers > 0 {
		b.WriteString(style.faint(plural(strangers, "role of the records is", "roles of the records are")+" no role here: name what a role is deployed as with --role ROLE=ARN") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func usedText(b *strings.Builder, r usedRole, style Style) {
	fmt.Fprintf(b, "%s%s\n", style.bold(model.LocalName(r.Role)), style.faint("  the role of "+several(r.Functions)))
	rows := slices.DeleteFunc(slices.Clone(r.Actions), func(row usedRow) bool {
		return row.platform && row.Judgement != least.Refused && row.Judgement != least.Missing
	})
	wide, wider, where := 0, 0, 0
	for _, row := range rows {
		wide, wider, where = max(wide, len(row.Action)), max(wider, lipgloss.Width(shownResource(row.Resource))), max(where, lipgloss.Width(neededAt(row)))
	}
	for _, row := range rows {
		fmt.Fprintf(b, "  %s  %s  %s  %s  %s\n", pad(string(row.Judgement), len(least.Undecided)), pad(row.Action, wide),
			pad(shownResource(row.Resource), wider), pad(neededAt(row), where), style.faint(seenText(row)))
	}
	for _, i := range r.Unseen {
		unneeded := slices.DeleteFunc(slices.Concat(i.Actions, i.Hidden), func(a string) bool { return slices.Contains(i.Needed, a) })
		if len(unneeded) == 0 {
			continue
		}
		text := fmt.Sprintf("%s not seen: %s", plural(len(unneeded), "more action was", "more actions were"), actionList(unneeded))
		hidden := 0
		for _, a := range unneeded {
			if slices.Contains(i.Hidden, a) {
				hidden++
			}
		}
		if hidden > 0 {
			text += fmt.Sprintf(" (the records would not show %d of them)", hidden)
		}
		fmt.Fprintf(b, "  %s  %s  %s\n", pad("granted", len(least.Undecided)), Clean(text), style.faint(fmt.Sprintf("%s:%d", Clean(i.Statement.File), i.Statement.Line)))
	}
	b.WriteString("\n")
}

// neededAt says what needs a row.
func neededAt(row usedRow) string {
	switch {
	case len(row.Needed) > 1:
		return fmt.Sprintf("%s:%d and %d more", Clean(row.Needed[0].File), row.Needed[0].Line, len(row.Needed)-1)
	case len(row.Needed) == 1:
		return fmt.Sprintf("%s:%d", Clean(row.Needed[0].File), row.Needed[0].Line)
	case row.Judgement == least.ByService:
		return "a service in its name"
	case row.Judgement == least.Undecided:
		return "not found in code"
	}
	return "no code needs it"
}

// seenText says how often what a row is about was seen.
func seenText(row usedRow) string {
	switch {
	case row.Seen > 0 && row.Seen == row.Refused:
		return fmt.Sprintf("refused %s, last %s", plural(row.Seen, "time", "times"), row.Last)
	case row.Refused > 0:
		return fmt.Sprintf("seen %s, last %s, refused %s", plural(row.Seen, "time", "times"), row.Last, plural(row.Refused, "time", "times"))
	case row.Seen > 0:
		return fmt.Sprintf("seen %s, last %s", plural(row.Seen, "time", "times"), row.Last)
	case row.Judgement == least.NotShown:
		return "the records would not show it"
	}
	return "not seen"
}

// placeless takes the colons out of what stands for the place of a deployment.
var placeless = strings.NewReplacer("${AWS::Partition}", "", "${AWS::Region}", "", "${AWS::AccountId}", "")

// shownResource is a short name of what an action is on: of an ARN what stands behind the account.
func shownResource(id string) string {
	const most = 48
	name := model.LocalName(id)
	if fields := strings.SplitN(placeless.Replace(id), ":", 6); len(fields) == 6 && fields[0] == "arn" {
		name = fields[5]
	}
	if id == "" {
		name = "-"
	}
	if runes := []rune(name); len(runes) > most {
		name = string(runes[:most-1]) + "…"
	}
	return Clean(name)
}
