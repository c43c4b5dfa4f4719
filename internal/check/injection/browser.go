package injection

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/finding"
	"github.com/sconce-dev/sconce/internal/model"
)

const ownHeader = "no link sets a header of whoever opens it"

// ofBrowser is where what harms whoever opens a link comes from a header that his own browser writes: a link has none, and
// another site's script may set none that is not asked for first (Fetch Standard, "CORS-safelisted request-header"). Referer
// is the address of the page before, which the attacker may have chosen.
func ofBrowser(_ *model.Function, _ *model.Code, flow *model.Flow) (finding.Severity, string) {
	part, rest, _ := strings.Cut(strings.ToLower(flow.Source.Part), ".")
	switch part {
	case "headers", "multivalueheaders":
		if rest != "" && !strings.HasPrefix(rest, "referer") {
			return finding.Low, ownHeader
		}
	case "cookies":
		return finding.Low, ownHeader
	}
	return finding.Medium, ""
}
