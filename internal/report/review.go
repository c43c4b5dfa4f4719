package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/sconce-dev/sconce/internal/check"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/scan"
)

// ReviewSchema names the version of the review document.
const ReviewSchema = "sconce.review/v1"

// state says how it stands with an exception from least privilege.
type state string

// The states, those that somebody has to look at first.
const (
	lapsed   state = "lapsed"   // it was accepted until a day that is over
	open     state = "open"     // nobody has accepted it
	endless  state = "endless"  // it is accepted by nobody in particular, or for ever
	accepted state = "accepted" // by somebody, until a day
)

type reviewDocument struct {
	Schema     string          `json:"schema"`
	Day        string          `json:"day"`
	Exceptions []exceptionView `json:"exceptions"`
}

type exceptionView struct {
	ID       string   `json:"id"`
	App      string   `json:"app"`
	State    state    `json:"state"`
	Rule     string   `json:"rule"`
	Severity string   `json:"severity"`
	Resource string   `json:"resource"`
	Message  string   `json:"message"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Owner    string   `json:"owner,omitempty"`
	Reason   string   `json:"reason,omitempty"`
	Until    string   `json:"until,omitempty"`
	Days     *int     `json:"daysLeft,omitempty"` // after today, negative when it is over
	By       string   `json:"writtenIn,omitempty"`
	Envs     []string `json:"environments,omitempty"`
}

// Review is what is granted beyond least privilege in a scan, with who accepted it until when.
type Review struct {
	day        time.Time
	exceptions []exceptionView
}

// NewReview is the review of a scan on a day: of its findings of least privilege, those that somebody accepted among them.
func NewReview(r *scan.Result, day time.Time) *Review {
	v := &Review{day: day}
	privilege := map[string]bool{}
	for _, rule := range r.Rules {
		privilege[rule.ID] = ofPrivilege(rule)
	}
	for _, app := range r.Apps {
		for _, f := range slices.Concat(app.Findings, app.Accepted) {
			if privilege[f.Rule] && !f.Apart() {
				v.exceptions = append(v.exceptions, viewException(app.Model, &f, day))
			}
		}
	}
	order := []state{lapsed, open, endless, accepted}
	slices.SortStableFunc(v.exceptions, func(a, b exceptionView) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.State), slices.Index(order, b.State)), cmp.Compare(a.Until, b.Until))
	})
	return v
}

func ofPrivilege(r *check.Rule) bool { return r.Practice == finding.Privilege }

func viewException(app *model.App, f *finding.Finding, day time.Time) exceptionView {
	v := exceptionView{
		ID: f.Fingerprint(), App: app.ID, State: open, Rule: f.Rule, Severity: f.Severity.String(), Resource: f.Resource, Message: f.Message,
		File: f.At.File, Line: f.At.Line, Envs: f.Environments,
	}
	s := f.Suppression
	switch {
	case f.Lapsed != nil:
		s, v.State = f.Lapsed, lapsed
	case s != nil && (s.Owner == "" || s.Expires == ""):
		v.State = endless
	case s != nil:
		v.State = accepted
	}
	if s == nil {
		return v
	}
	v.Owner, v.Reason, v.Until, v.By = s.Owner, s.Reason, s.Expires, s.At.String()
	if last, err := time.Parse(time.DateOnly, s.Expires); err == nil {
		days := int(last.Sub(day.Truncate(24*time.Hour)).Hours() / 24)
		v.Days = &days
	}
	return v
}

// Lapsed is how many exceptions were accepted until a day that is over.
func (v *Review) Lapsed() int { return v.count(lapsed) }

// Endless is how many are accepted by nobody in particular, or for ever.
func (v *Review) Endless() int { return v.count(endless) }

func (v *Review) count(s state) int {
	n := 0
	for _, e := range v.exceptions {
		if e.State == s {
			n++
		}
	}
	return n
}

// JSON writes the review as a JSON document of ReviewSchema.
func (v *Review) JSON(w io.Writer) error {
	return WriteJSON(w, reviewDocument{Schema: ReviewSchema, Day: v.day.Format(time.DateOnly), Exceptions: list(v.exceptions)})
}

// Text shows the review to a person.
func (v *Review) Text(w io.Writer, style Style) error {
	var b strings.Builder
	titles := map[state]string{
		lapsed: "Accepted until a day that is over", open: "Not accepted by anybody",
		endless: "Accepted without an owner or an end", accepted: "Accepted",
	}
	last := state("")
	for _, e := range v.exceptions {
		if e.State != last {
			if last != "" {
				b.WriteString("\n")
			}
			last = e.State
			fmt.Fprintf(&b, "%s (%d)\n\n", style.bold(titles[last]), v.count(last))
		}
		fmt.Fprintf(&b, "  %s\n", Clean(e.Message))
		fmt.Fprintf(&b, "    %s\n", style.faint(strings.Join([]string{e.ID, e.Rule, fmt.Sprintf("%s:%d", Clean(e.File), e.Line)}, "  ")))
		if e.State != open {
			fmt.Fprintf(&b, "    %s\n", Clean(agreement(e)))
		}
	}
	if last != "" {
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "%s: %d lapsed, %d not accepted, %d without an owner or an end, %d accepted\n",
		plural(len(v.exceptions), "exception from least privilege", "exceptions from least privilege"), v.count(lapsed), v.count(open), v.count(endless), v.count(accepted))
	_, err := io.WriteString(w, b.String())
	return err
}

// agreement says who accepted an exception until when, and why.
func agreement(e exceptionView) string {
	owner := e.Owner
	if owner == "" {
		owner = "nobody in particular"
	}
	until := "for ever"
	if e.Until != "" {
		until = "until " + e.Until
	}
	if e.Days != nil && *e.Days >= 0 {
		until += fmt.Sprintf(" (%s left)", plural(*e.Days+1, "day", "days"))
	}
	return fmt.Sprintf("by %s %s: %s", owner, until, e.Reason)
}
