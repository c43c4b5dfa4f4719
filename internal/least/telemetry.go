package least

import (
	"slices"

	"github.com/sconce-dev/sconce/internal/model"
	"github.com/sconce-dev/sconce/internal/policy"
	"github.com/sconce-dev/sconce/internal/policy/catalogue"
)

// Telemetry reports whether an action only writes logs and measurements, which tell nothing and cost
// little: the policies that AWS itself gives every function have them on "*".
func Telemetry(a catalogue.Action) bool {
	switch a.String() {
	case "logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogGroups", "logs:DescribeLogStreams",
		"cloudwatch:PutMetricData":
		return true
	}
	return a.Service().Prefix() == "xray"
}

// telemetry are the statements of a role that only let logs and measurements be written, with own names: nobody is asked to
// take them away.
func (a *Audit) telemetry(r *Role) []policy.Document {
	only := map[*model.Grant]bool{}
	for i := range r.Statements {
		s := &r.Statements[i]
		only[s.Grant] = s.Grant.Effect == model.Allow && !slices.ContainsFunc(s.Gives, func(e Extent) bool { return !Telemetry(e.Action) })
	}
	return ownSet(a.ledger.Of(r.Identity.ID).Only(func(g *model.Grant) bool { return only[g] })).Identity
}
