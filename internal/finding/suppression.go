package finding

import (
	"time"

	"github.com/sconce-dev/sconce/internal/model"
)

// SuppressionKind says where a suppression is written.
type SuppressionKind string

// The kinds of suppression.
const (
	InConfiguration SuppressionKind = "configuration" // an entry of sconce.yaml
	InComment       SuppressionKind = "comment"       // beside the line
	InMetadata      SuppressionKind = "metadata"      // of the resource
	BySkippedRule   SuppressionKind = "skipped-rule"  // the whole rule, in sconce.yaml
)

// Suppression is why a finding is accepted, by whom and until when.
type Suppression struct {
	Kind    SuppressionKind
	Reason  string
	Owner   string // "" for nobody in particular
	Expires string // the last day on which it holds, YYYY-MM-DD; "" for none
	At      model.Location
}

// Expired reports whether the last day of the suppression is over.
func (s *Suppression) Expired(now time.Time) bool {
	return s.Expires != "" && now.UTC().Format(time.DateOnly) > s.Expires
}
