package report

import (
	"github.com/sconce-dev/sconce/internal/baseline"
	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/scan"
)

// suppressionView is why a finding is accepted.
type suppressionView struct {
	Kind    finding.SuppressionKind `json:"kind"`
	Reason  string                  `json:"reason"`
	Owner   string                  `json:"owner,omitempty"`
	Expires string                  `json:"expires,omitempty"`
	File    string                  `json:"file"`
	Line    int                     `json:"line"`
}

func viewSuppression(s *finding.Suppression) *suppressionView {
	if s == nil {
		return nil
	}
	return &suppressionView{Kind: s.Kind, Reason: s.Reason, Owner: s.Owner, Expires: s.Expires, File: s.At.File, Line: s.At.Line}
}

// ownView is what the scanned repository says about its own findings.
type ownView struct {
	File             string       `json:"file"`
	Suppressed       int          `json:"suppressed"`
	Skipped          int          `json:"skipped"`
	SeverityChanged  int          `json:"severityChanged"`
	TemplatesLeftOut []string     `json:"templatesLeftOut"`
	Parameters       int          `json:"parameters"`
	Baseline         string       `json:"baseline,omitempty"`
	FailOn           string       `json:"failOn,omitempty"`
	Expired          []waiverView `json:"expired"`
	Unused           []waiverView `json:"unused"`
	Refused          []refusal    `json:"refused"`
}

type waiverView struct {
	Covers string `json:"covers"`
	suppressionView
	Findings int `json:"findings"`
}

// viewOwn is nil where the repository says nothing.
func viewOwn(o *scan.Own) *ownView {
	waiver := func(w scan.Waiver) waiverView {
		return waiverView{Covers: w.String(), suppressionView: *viewSuppression(&w.Suppression.Suppression), Findings: w.Findings}
	}
	v := &ownView{
		File: o.File, Suppressed: o.Suppressed, Skipped: o.Skipped, SeverityChanged: o.Changed, TemplatesLeftOut: list(o.LeftOut), Parameters: o.Parameters, Baseline: o.Baseline, FailOn: o.FailOn,
		Expired: each(o.Expired, waiver), Unused: each(o.Unused, waiver), Refused: []refusal{},
	}
	for _, err := range o.Refused {
		v.Refused = append(v.Refused, refusal{File: err.File, Line: err.Line, Message: err.Message})
	}
	if o.File == "" && o.Suppressed+len(v.Expired)+len(v.Unused)+len(v.Refused) == 0 {
		return nil
	}
	return v
}

// sinceView is what became of the findings that were known before.
type sinceView struct {
	Baseline string           `json:"baseline,omitempty"`
	Revision string           `json:"revision,omitempty"`
	Known    int              `json:"known"`
	New      int              `json:"new"`
	Worse    int              `json:"worse"`
	Gone     []baseline.Entry `json:"gone"`
	Notes    []string         `json:"notes"`
}

func viewSince(s *scan.Since) *sinceView {
	if s == nil {
		return nil
	}
	v := &sinceView{Baseline: s.Name, Known: s.Known, New: s.New, Worse: s.Worse, Gone: list(s.Gone), Notes: list(s.Notes)}
	if s.Diff {
		v.Baseline, v.Revision = "", s.Name
	}
	return v
}
