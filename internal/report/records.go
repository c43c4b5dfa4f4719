package report

import (
	"fmt"

	"github.com/sconce-dev/sconce/internal/model"
)

// recordsView is which records a scan was given of what roles did.
type recordsView struct {
	From      string   `json:"from,omitempty"`
	To        string   `json:"to,omitempty"`
	Days      int      `json:"days"`
	Idle      int      `json:"unusedDays"`
	Strangers []string `json:"otherRoles"`
	Unread    []string `json:"notUnderstood"`
}

func viewRecords(u *model.Usage) *recordsView {
	if u == nil {
		return nil
	}
	return &recordsView{From: day(u.From), To: day(u.To), Days: u.Days(), Idle: u.Idle, Strangers: list(u.Strangers), Unread: list(u.Unread)}
}

// records says of which time the records are that a scan was given, and what of them is nobody's or not understood.
func (t *textReport) records(u *model.Usage) {
	if u == nil {
		return
	}
	text := "what the provider says of when services were last used"
	if !u.From.IsZero() {
		text = fmt.Sprintf("records of %s (%s to %s)", count(u.Days(), "day"), day(u.From), day(u.To))
	}
	if n := len(u.Strangers); n > 0 {
		text += "; " + plural(n, "role of them is", "roles of them are") + " no role here (--role ROLE=ARN says which is)"
	}
	if n := len(u.Unread); n > 0 {
		text += "; " + plural(n, "operation", "operations") + " of them not understood"
	}
	t.line("")
	t.entry(0, text, "")
}
